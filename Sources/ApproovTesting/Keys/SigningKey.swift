package import Approov
import Crypto
import CryptoExtras

/// A private key or a secret, together with the one algorithm that it signs tokens with.
///
/// Printing one shows its algorithm and its identifier, never what it is made of.
package struct SigningKey: Sendable {
    enum Material: Sendable {
        case secret([UInt8])
        case rsa(_RSA.Signing.PrivateKey, RSAPrivateNumbers)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
    }

    /// What tokens are signed with.
    package let algorithm: TokenAlgorithm

    /// The `kid` of the tokens, if they are to have one.
    package let keyID: String?

    let material: Material

    init(algorithm: TokenAlgorithm, keyID: String?, material: Material) {
        self.algorithm = algorithm
        self.keyID = keyID
        self.material = material
    }

    /// Makes a new key.
    ///
    /// - Parameters:
    ///   - algorithm: What it is for. A secret has 64 bytes, an EC key the curve of its algorithm.
    ///   - keyID: Its `kid`.
    ///   - length: The length of an RSA key. Making a long one takes seconds.
    /// - Throws: ``KeyError`` if no key can be made.
    package init(
        generating algorithm: TokenAlgorithm,
        keyID: String? = nil,
        length: RSAKeyLength = .bits2048
    ) throws(KeyError) {
        let material: Material
        switch algorithm {
        case .hs256, .hs384, .hs512:
            material = .secret(Self.randomBytes(64))
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512:
            guard let key = try? _RSA.Signing.PrivateKey(keySize: .init(bitCount: length.rawValue)),
                let numbers = try? RSAPrivateNumbers(key)
            else { throw KeyError(.unsupported, "No RSA key could be made.") }
            material = .rsa(key, numbers)
        case .es256: material = .p256(P256.Signing.PrivateKey())
        case .es384: material = .p384(P384.Signing.PrivateKey())
        case .es512: material = .p521(P521.Signing.PrivateKey())
        }
        self.init(algorithm: algorithm, keyID: keyID, material: material)
    }

    /// Makes a key of a known secret.
    ///
    /// - Parameters:
    ///   - secret: The bytes themselves, not a text that spells them.
    ///   - algorithm: One of the HMAC algorithms.
    ///   - keyID: Its `kid`.
    /// - Throws: ``KeyError`` if no verifier would take the secret.
    package init(
        secret: [UInt8],
        algorithm: TokenAlgorithm = .hs256,
        keyID: String? = nil
    ) throws(KeyError) {
        _ = try VerificationKey(secret: secret, algorithm: algorithm)
        self.init(algorithm: algorithm, keyID: keyID, material: .secret(secret))
    }

    /// Returns the same key with another `kid`.
    package func named(_ keyID: String) -> SigningKey {
        SigningKey(algorithm: self.algorithm, keyID: keyID, material: self.material)
    }

    /// Returns random bytes, as a new secret has them.
    package static func randomBytes(_ count: Int) -> [UInt8] {
        unsafe SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { unsafe Array($0) }
    }

    /// The key with which its tokens are verified.
    package var verificationKey: VerificationKey {
        get throws(KeyError) {
            if case .secret(let secret) = self.material {
                return try VerificationKey(secret: secret, algorithm: self.algorithm, keyID: self.keyID)
            }
            return try VerificationKey(pem: self.publicPEM ?? "", algorithm: self.algorithm, keyID: self.keyID)
        }
    }

    /// The public key as a `PUBLIC KEY` block (SubjectPublicKeyInfo), or nothing if there is only a secret.
    package var publicPEM: String? {
        switch self.material {
        case .secret: nil
        case .rsa(let key, _): key.publicKey.pemRepresentation
        case .p256(let key): key.publicKey.pemRepresentation
        case .p384(let key): key.publicKey.pemRepresentation
        case .p521(let key): key.publicKey.pemRepresentation
        }
    }

    /// How many bits the modulus, the curve's coordinates or the secret have.
    package var bits: Int {
        switch self.material {
        case .secret(let secret): secret.count * 8
        case .rsa(let key, _): key.keySizeInBits
        case .p256: 256
        case .p384: 384
        case .p521: 521
        }
    }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    /// The algorithm and the identifier.
    package var description: String {
        "SigningKey(\(self.algorithm.rawValue)\(self.keyID.map { ", kid: \($0)" } ?? ""))"
    }

    /// A mirror without children, so that `dump` shows no key either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
