package import Approov
import ApproovTesting

/// The account's key that a request is to be signed with, as the command line names it.
package struct SigningAccount: Sendable {
    let source: InputSource
    private let keyID: String
    private let derivation: AccountSigningKeys.Derivation

    package init(source: InputSource, keyID: String, derivation: AccountSigningKeys.Derivation) {
        self.source = source
        self.keyID = keyID
        self.derivation = derivation
    }

    func load(in surroundings: Surroundings) throws(ControlFault) -> TestAccountKey {
        let text = try surroundings.text(of: self.source, "an account key in base64 or base64url")
        do throws(KeyError) {
            return try TestAccountKey(
                keyID: self.keyID,
                secret: SecretText(text).bytes,
                derivation: self.derivation
            )
        } catch {
            throw .configuration(self.source.name, error.message)
        }
    }
}
