#if Tools

import ArgumentParser

struct KeySetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keyset",
        abstract: "Make signing keys, as an account's key set has them.",
        subcommands: [KeySetAddCommand.self, KeySetListCommand.self, KeySetExportCommand.self]
    )
}

#endif
