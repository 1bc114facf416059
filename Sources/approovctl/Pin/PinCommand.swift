#if Tools

import ApproovControl
import ArgumentParser

struct PinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin",
        abstract: "Print the pins of certificates and public keys.",
        discussion: """
            A pin is the SHA-256 of the SubjectPublicKeyInfo in base64. Every CERTIFICATE and PUBLIC KEY block of the input has \
            one; anything else between them is passed over. Nothing is said about whether a certificate is to be trusted.

            Example:
              openssl s_client -showcerts -connect host:443 </dev/null | approovctl pin
            """
    )

    @Argument(help: "A file in PEM; - or nothing for standard input.", completion: .file())
    var file: String?

    @Flag(name: .customLong("json"), help: "Answer with a JSON object.")
    var isJSON = false

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            try PinList(InputSource(path: self.file), isJSON: self.isJSON).run(in: surroundings)
        }
    }
}

#endif
