#if Tools

import ApproovControl
import ArgumentParser

struct SecretNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a random secret, for tests and development.",
        discussion: """
            The secret of an account is made by Approov. Without --output the secret is printed; with it, only its length.

            Example:
              approovctl secret new --output secret.txt
            """
    )

    @Option(
        name: .customLong("bytes"),
        parsing: .unconditional,
        help: .init("How many bytes it has, from 32 to 1024.", valueName: "n")
    )
    var count = 64

    @Option(name: .customLong("to"), help: "How it is spelled.")
    var encoding: SecretEncoding = .base64

    @Option(
        name: .customLong("output"),
        help: .init("A new file that only you can read; one that is there is left alone.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    func run() throws {
        try self.answer { _ throws(ControlFault) in
            try SecretNew(count: self.count, encoding: self.encoding, path: self.path).run()
        }
    }
}

#endif
