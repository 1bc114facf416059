#if Tools

import ApproovControl
import ArgumentParser

struct SecretConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Spell a secret in another way.",
        discussion: """
            Reads base64 and base64url, with or without padding, and prints the secret.

            Example:
              approovctl secret convert --to base64url --secret-file secret.txt
            """
    )

    @Option(name: .customLong("to"), help: "How it is to be spelled.")
    var encoding: SecretEncoding

    @OptionGroup(title: "Secret")
    var secret: SecretOptions

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            try SecretConvert(self.secret.source, to: self.encoding).run(in: surroundings)
        }
    }
}

#endif
