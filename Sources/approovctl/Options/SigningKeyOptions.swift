#if Tools

import Approov
import ApproovControl
import ArgumentParser

/// What a token is signed with.
struct SigningKeyOptions: ParsableArguments {
    @OptionGroup(title: "Secret")
    var secret: SecretOptions

    @Option(help: .init("A key set made by approovctl keyset add.", valueName: "file"), completion: .file())
    var keyset: String?

    @Option(help: .init("The algorithm of the secret. A key of a key set has its own. (default: HS256)"))
    var algorithm: TokenAlgorithm?

    @Option(help: .init("The kid of the token; of a key set, the key that signs, unless there is only one."))
    var kid: String?

    var choice: SigningKeyChoice {
        if let keyset { return .keySet(path: keyset, keyID: self.kid) }
        return .secret(self.secret.source, self.algorithm ?? .hs256, keyID: self.kid)
    }

    func validate() throws {
        guard self.keyset != nil else { return }
        guard !self.secret.isNamed else { throw ValidationError("Name a secret or a key set, not both.") }
        guard self.algorithm == nil else { throw ValidationError("A key of a key set has an algorithm of its own.") }
    }
}

#endif
