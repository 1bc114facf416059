#if Tools

import ArgumentParser

struct SecretCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret",
        abstract: "Make, convert and check account secrets.",
        subcommands: [SecretNewCommand.self, SecretConvertCommand.self, SecretCheckCommand.self]
    )
}

#endif
