import Approov
import ApproovTesting

/// Prints the public half of a key set, for a server to verify tokens with.
package struct KeySetExport: Sendable {
    /// How public keys are written.
    package enum Format: String, Sendable, CaseIterable {
        /// A JWK Set (RFC 7517 section 5).
        case jwks
        /// One JSON Web Key.
        case jwk
        /// One `PUBLIC KEY` block.
        case pem
    }

    private let path: String
    private let keyID: String?
    private let format: Format

    package init(path: String, keyID: String?, format: Format) {
        self.path = path
        self.keyID = keyID
        self.format = format
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        let set = try KeySetFile(self.path).load(in: surroundings)
        do throws(KeyError) {
            return Answer(try self.text(of: self.selection(from: set)))
        } catch {
            throw .configuration(self.path, error.message)
        }
    }

    /// Returns the public keys that are asked for: at least one.
    private func selection(from set: SigningKeySet) throws(KeyError) -> SigningKeySet {
        if let keyID = self.keyID {
            let key = try set.signer(keyID: keyID)
            guard !key.algorithm.isSymmetric else {
                throw KeyError(
                    .notPublic,
                    "The key with kid \(KeyName.quoted(keyID)) is a secret, of which nothing is public."
                )
            }
            return try SigningKeySet([key])
        }
        let keys = set.keys.filter { !$0.algorithm.isSymmetric }
        guard !keys.isEmpty else {
            throw KeyError(.notPublic, "There are no key pairs; of secrets nothing is public.")
        }
        return try SigningKeySet(keys)
    }

    private func text(of set: SigningKeySet) throws(KeyError) -> String {
        switch self.format {
        case .jwks: set.publicJWKS
        case .jwk: (try set.signer(keyID: nil).publicJWK ?? "") + "\n"
        case .pem: (try set.signer(keyID: nil).publicPEM ?? "") + "\n"
        }
    }
}
