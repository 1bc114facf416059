#if Tools

import ApproovControl
import ArgumentParser

struct TokenBindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bind",
        abstract: "Compute the pay claim of a token that is bound to a value.",
        discussion: """
            The claim is the SHA-256 of the values, put together in order and without a separator, in base64. The line end at \
            the end of a file does not count; everything else does, as `Bearer ` in a credential.

            Example:
              printf %s "$AUTHORIZATION" | approovctl token bind
            """
    )

    @Argument(help: "Files with the values in their order; - or nothing for standard input.", completion: .file())
    var files: [String] = []

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            try TokenBind(files: self.files).run(in: surroundings)
        }
    }
}

#endif
