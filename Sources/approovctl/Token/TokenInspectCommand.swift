#if Tools

import Approov
import ApproovControl
import ArgumentParser

struct TokenInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a token says, without verifying it.",
        discussion: """
            Shows header and claims, and what a strict verifier would have against the token's shape; then it exits with 1. It \
            also recognises encrypted tokens, the status words that an app may send in place of a token, and the loggable form \
            of a token. It needs no key, and so it proves nothing.

            Example:
              pbpaste | approovctl token inspect
            """
    )

    @Argument(help: "A file with the token; - or nothing for standard input.", completion: .file())
    var file: String?

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            try TokenInspect(token: InputSource(path: self.file), now: .now).run(in: surroundings)
        }
    }
}

#endif
