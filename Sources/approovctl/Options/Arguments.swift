#if Tools

import Approov
import ApproovControl
public import ArgumentParser
public import HTTPMessageSignatures

extension TokenAlgorithm: ExpressibleByArgument {}

extension TokenKind: ExpressibleByArgument {}

extension TokenVerify.Binding: ExpressibleByArgument {}

extension SecretEncoding: ExpressibleByArgument {}

extension KeySetExport.Format: ExpressibleByArgument {}

extension BodyDigest: ExpressibleByArgument {}

extension AccountSigningKeys.Derivation: ExpressibleByArgument {}

extension FieldArgument: ExpressibleByArgument {
    /// Reads `Name: value`.
    init?(argument: String) {
        self.init(argument)
    }
}

extension MessageComponent: ExpressibleByArgument {
    /// Reads the identifier of a component.
    public init?(argument: String) {
        self.init(identifier: argument)
    }
}

extension SigningRequirement: ExpressibleByArgument {}

extension CompatibilityForms: ExpressibleByArgument {
    /// Reads names that are separated by commas.
    init?(argument: String) {
        self.init(argument)
    }
}

extension Lifetime: ExpressibleByArgument {
    /// Reads a span of time.
    init?(argument: String) {
        self.init(argument)
    }

    /// The span as it is read.
    var defaultValueDescription: String { self.description }
}

extension ClaimArgument: ExpressibleByArgument {
    /// Reads `NAME=VALUE`.
    init?(argument: String) {
        self.init(argument)
    }
}

#endif
