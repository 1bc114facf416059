#if Tools

import ApproovControl
import ArgumentParser

struct KeySetExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print public keys for a server to verify tokens with.",
        discussion: """
            A JWK Set has all key pairs, or the one of --kid; the other formats have one key. Secrets are left out of a set.

            Examples:
              approovctl keyset export --keyset keys.json > jwks.json
              approovctl keyset export --keyset keys.json --kid 1 --format pem > key.pem
            """
    )

    @OptionGroup
    var file: KeySetFileOptions

    @Option(help: "The kid of the only key to export.")
    var kid: String?

    @Option(help: "How the keys are written.")
    var format: KeySetExport.Format = .jwks

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            try KeySetExport(path: self.file.path, keyID: self.kid, format: self.format).run(in: surroundings)
        }
    }
}

#endif
