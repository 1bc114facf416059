#if Tools

import ArgumentParser

/// The file that holds a key set.
struct KeySetFileOptions: ParsableArguments {
    @Option(
        name: .customLong("keyset"),
        help: .init("The file with the key set.", valueName: "file"),
        completion: .file()
    )
    var path: String
}

#endif
