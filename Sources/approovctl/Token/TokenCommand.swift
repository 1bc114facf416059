#if Tools

import ArgumentParser

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make tokens, look at them, verify them.",
        subcommands: [TokenMintCommand.self, TokenInspectCommand.self, TokenVerifyCommand.self, TokenBindCommand.self]
    )
}

#endif
