#if Tools

import Approov
import ApproovControl
import ArgumentParser

/// What a request is signed with.
struct MessageKeyOptions: ParsableArguments {
    @Option(
        help: .init(
            "A PEM with the private key of the installation, on P-256. By default a new key is made.",
            valueName: "file"
        ),
        completion: .file()
    )
    var key: String?

    @Option(
        help: .init("A file with the account's message signing key in base64 or base64url.", valueName: "file"),
        completion: .file()
    )
    var accountKeyFile: String?

    @Option(help: .init("The identifier of the account key (mskid).", valueName: "id"))
    var accountKeyID: String?

    @Option(
        help: .init(
            "Whether the account key signs, or a key that is derived from it for each token.",
            valueName: "mode"
        )
    )
    var accountKeyMode: AccountSigningKeys.Derivation = .direct

    @Option(
        help: .init("A file with a token that carries the public key. By default a token is made.", valueName: "file"),
        completion: .file()
    )
    var tokenFile: String?

    var account: SigningAccount? {
        guard let accountKeyFile, let accountKeyID else { return nil }
        return SigningAccount(
            source: InputSource(path: accountKeyFile),
            keyID: accountKeyID,
            derivation: self.accountKeyMode
        )
    }

    func validate() throws {
        guard (self.accountKeyFile == nil) == (self.accountKeyID == nil) else {
            throw ValidationError("--account-key-file and --account-key-id go together.")
        }
    }
}

#endif
