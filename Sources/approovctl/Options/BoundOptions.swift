#if Tools

import ApproovControl
import ArgumentParser

/// What a token is bound to, or should be.
struct BoundOptions: ParsableArguments {
    @Option(
        name: .customLong("bound-to-file"),
        help: .init(
            "A file with a value that the token is bound to. Several are put together in the order given.",
            valueName: "file"
        ),
        completion: .file(),
        transform: BoundArgument.file
    )
    var files: [BoundArgument] = []

    @Option(
        name: .customLong("bound-to-env"),
        help: .init("An environment variable with such a value.", valueName: "variable"),
        transform: BoundArgument.variable
    )
    var variables: [BoundArgument] = []

    var sources: [InputSource] {
        (self.files + self.variables).sorted { $0.position < $1.position }.map(\.source)
    }
}

#endif
