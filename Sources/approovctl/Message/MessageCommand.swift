#if Tools

import ArgumentParser

struct MessageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message",
        abstract: "Make signed requests, verify them, and see what is signed.",
        subcommands: [MessageSignCommand.self, MessageVerifyCommand.self, MessageBaseCommand.self]
    )
}

#endif
