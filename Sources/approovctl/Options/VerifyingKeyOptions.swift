#if Tools

import Approov
import ApproovControl
import ArgumentParser

/// What a token is verified with.
struct VerifyingKeyOptions: ParsableArguments {
    @OptionGroup(title: "Secret")
    var secret: SecretOptions

    @Option(help: .init("A key set made by approovctl keyset add.", valueName: "file"), completion: .file())
    var keyset: String?

    @Option(help: .init("A JWK Set, a JSON Web Key or a PEM with public keys.", valueName: "file"), completion: .file())
    var keysFile: String?

    @Option(
        help:
            "The algorithm of the secret or of a PEM, or of the only keys of a JWK Set to use. (default: HS256 for a secret)"
    )
    var algorithm: TokenAlgorithm?

    @Option(help: "The kid of a PEM, or of the only key of a JWK Set to use.")
    var kid: String?

    var choice: VerifyingKeyChoice {
        if let keyset { return .keySet(path: keyset) }
        if let keysFile { return .publicKeys(path: keysFile, self.algorithm, keyID: self.kid) }
        return .secret(self.secret.source, self.algorithm ?? .hs256)
    }

    func validate() throws {
        let count = [self.secret.isNamed, self.keyset != nil, self.keysFile != nil].count { $0 }
        guard count <= 1 else {
            throw ValidationError("Name a secret, a key set or a file with public keys, only one of them.")
        }
        guard self.kid == nil || self.keysFile != nil else { throw ValidationError("--kid goes with --keys-file.") }
        guard self.algorithm == nil || self.keyset == nil else {
            throw ValidationError("A key of a key set has an algorithm of its own.")
        }
    }
}

#endif
