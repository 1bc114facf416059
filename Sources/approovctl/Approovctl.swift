#if Tools

import ApproovControl
import ArgumentParser
import Foundation

/// Makes, checks and explains Approov tokens and signed requests without a cloud account.
@main
struct Approovctl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approovctl",
        abstract: "Make, check and explain Approov tokens and signed requests.",
        discussion: """
            Works offline, with a secret or a key set that you have. Secrets, tokens and the values that tokens are bound to are \
            read from files, the environment or standard input, never from arguments, which every user of the machine can see.

            Exit status: 0 for yes, 1 for no (a token or a request is rejected, a secret is not usable), 64 for a command line that makes no \
            sense, 78 for a secret, key or file that is missing or bad.

            Example:
              approovctl token mint --secret-file secret.txt | approovctl token inspect
            """,
        subcommands: [
            TokenCommand.self, MessageCommand.self, SecretCommand.self, KeySetCommand.self, PinCommand.self,
            DoctorCommand.self, ServeIssuerCommand.self,
        ]
    )

    /// Runs a command, and shows what the parser says of the command line without what was mistaken for an argument: it could be
    /// a secret, or do something to the terminal.
    static func main() async {
        do {
            var command = try Self.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let code = Self.exitCode(for: error)
            let message = ArgumentMessage.text(
                Self.fullMessage(for: error),
                arguments: CommandLine.arguments.dropFirst()
            )
            let output: FileHandle = code.isSuccess ? .standardOutput : .standardError
            if !message.isEmpty { try? output.write(contentsOf: Data("\(message)\n".utf8)) }
            Self.exit(withError: ExitCode(code.rawValue))
        }
    }
}

#else

import Foundation

/// Built without the trait Tools, the program only says so, and is of no use (`EX_UNAVAILABLE`).
@main
struct Approovctl {
    static func main() {
        try? FileHandle.standardError.write(contentsOf: Data("approovctl: Build it with the trait Tools.\n".utf8))
        exit(69)
    }
}

#endif
