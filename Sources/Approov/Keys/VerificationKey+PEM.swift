import Crypto
import CryptoExtras

extension VerificationKey {
    /// Makes a key of a public key in PEM, as `approov keyset -getPEM` writes it.
    ///
    /// - Parameters:
    ///   - text: One `PUBLIC KEY` block (SubjectPublicKeyInfo).
    ///   - algorithm: The algorithm that the key is for. A PEM does not say, and it is never taken from a token.
    ///   - keyID: The `kid` of the tokens to verify with it; `nil` if they name none.
    /// - Throws: ``KeyError`` if the text is not such a block, holds a key of another kind, curve or size than the algorithm
    ///   needs, or a private key. RSA keys must have 2048 to 8192 bits and a public exponent of at least 65537.
    public init(pem text: String, algorithm: TokenAlgorithm, keyID: String? = nil) throws(KeyError) {
        let text = text.trimmingASCIIWhitespace()
        guard !text.contains("PRIVATE KEY-----") else {
            throw KeyError(.notPublic, "The PEM holds a private key; only the public key is needed.")
        }
        guard text.hasPrefix("-----BEGIN PUBLIC KEY-----"), text.hasSuffix("-----END PUBLIC KEY-----") else {
            throw KeyError(.malformed, "The text is not one PUBLIC KEY block in PEM.")
        }
        do {
            let check: SignatureCheck
            switch algorithm {
            case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512:
                check = try .rsa(_RSA.Signing.PublicKey(unsafePEMRepresentation: text), for: algorithm)
            case .es256: check = .p256(try P256.Signing.PublicKey(pemRepresentation: text))
            case .es384: check = .p384(try P384.Signing.PublicKey(pemRepresentation: text))
            case .es512: check = .p521(try P521.Signing.PublicKey(pemRepresentation: text))
            case .hs256, .hs384, .hs512:
                throw KeyError(.unsupported, "\(algorithm.rawValue) uses a secret, not a public key.")
            }
            self.init(algorithm: algorithm, keyID: keyID, check: check)
        } catch let error as KeyError {
            throw error
        } catch {
            throw KeyError(.malformed, "The PEM does not hold a public key for \(algorithm.rawValue).")
        }
    }
}
