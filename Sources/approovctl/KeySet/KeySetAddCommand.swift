#if Tools

import Approov
import ApproovControl
import ArgumentParser

struct KeySetAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a new key to a key set.",
        discussion: """
            The file is a JWK Set of private keys, which only you can read, and is made if it is not there. It is replaced as a \
            whole, so that it is never half written.

            Example:
              approovctl keyset add --keyset keys.json --algorithm RS256 --kid spring
            """
    )

    @OptionGroup
    var file: KeySetFileOptions

    @Option(help: "What the key signs with.")
    var algorithm: TokenAlgorithm = .es256

    @Option(help: "The kid of the key. (default: the next running number)")
    var kid: String?

    @Option(help: .init("How long an RSA key is: 2048, 3072 or 4096. (default: 2048)", valueName: "bits"))
    var length: Int?

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            try KeySetAdd(path: self.file.path, algorithm: self.algorithm, keyID: self.kid, length: self.length)
                .run(in: surroundings)
        }
    }
}

#endif
