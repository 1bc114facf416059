#if Tools

import Approov
import ApproovControl
public import ArgumentParser

extension TokenAlgorithm: ExpressibleByArgument {}

extension TokenKind: ExpressibleByArgument {}

extension TokenVerify.Binding: ExpressibleByArgument {}

extension SecretEncoding: ExpressibleByArgument {}

extension KeySetExport.Format: ExpressibleByArgument {}

extension ClaimArgument: ExpressibleByArgument {
    /// Reads `NAME=VALUE`.
    init?(argument: String) {
        self.init(argument)
    }
}

#endif
