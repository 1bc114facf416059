#if Tools

import ApproovControl
import ArgumentParser
import Synchronization

/// A value that a token is bound to, and where it stands on the command line.
///
/// Files and variables are two options, whose values the parser keeps apart; it reads them in the order in which they stand.
struct BoundArgument: Sendable {
    private static let count = Atomic(0)

    let source: InputSource
    let position: Int

    private init(_ source: InputSource) {
        self.source = source
        self.position = Self.count.add(1, ordering: .relaxed).newValue
    }

    static func file(_ path: String) -> BoundArgument {
        BoundArgument(InputSource(path: path))
    }

    static func variable(_ name: String) -> BoundArgument {
        BoundArgument(.variable(name))
    }
}

#endif
