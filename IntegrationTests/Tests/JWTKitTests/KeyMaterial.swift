import Approov
import Crypto
import CryptoExtras
import JWTKit

/// A private key of every kind, in the hands of jwt-kit; we get the public halves and the secret.
struct KeyMaterial: Sendable {
    // Making RSA keys takes a moment, so all tests share these.

    /// The keys that we verify with.
    static let ours = Result { try KeyMaterial() }

    /// Keys of somebody else.
    static let foreign = Result { try KeyMaterial() }

    let secret = SymmetricKey(size: SymmetricKeySize(bitCount: 512))
    let rsa: JWTKit.Insecure.RSA.PrivateKey
    let p256 = ES256PrivateKey()
    let p384 = ES384PrivateKey()
    let p521 = ES512PrivateKey()

    private init() throws {
        self.rsa = try JWTKit.Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: .bits2048))
    }

    /// Returns the public key in PEM, or nothing if there is only the secret.
    func pem(_ algorithm: TokenAlgorithm) -> String? {
        switch algorithm {
        case .hs256, .hs384, .hs512: nil
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: self.rsa.publicKey.pemRepresentation
        case .es256: self.p256.publicKey.pemRepresentation
        case .es384: self.p384.publicKey.pemRepresentation
        case .es512: self.p521.publicKey.pemRepresentation
        }
    }

    /// Returns the key with which we verify.
    func verificationKey(_ algorithm: TokenAlgorithm, keyID: String? = nil) throws -> VerificationKey {
        if let pem = self.pem(algorithm) { return try VerificationKey(pem: pem, algorithm: algorithm, keyID: keyID) }
        let secret = unsafe self.secret.withUnsafeBytes { unsafe Array($0) }
        return try VerificationKey(secret: secret, algorithm: algorithm, keyID: keyID)
    }

    /// Returns a ring of only that key.
    func ring(_ algorithm: TokenAlgorithm, keyID: String? = nil) throws -> KeyRing {
        KeyRing(try self.verificationKey(algorithm, keyID: keyID))
    }

    /// Returns a token that jwt-kit has signed.
    func token(
        _ algorithm: TokenAlgorithm,
        keyID: String? = nil,
        claims: Claims = .valid,
        header: JWTHeader = [:]
    ) async throws -> String {
        let keys = JWTKeyCollection()
        let kid = keyID.map(JWKIdentifier.init(string:))
        let hmac = HMACKey(key: self.secret)
        switch algorithm {
        case .hs256: await keys.add(hmac: hmac, digestAlgorithm: .sha256, kid: kid)
        case .hs384: await keys.add(hmac: hmac, digestAlgorithm: .sha384, kid: kid)
        case .hs512: await keys.add(hmac: hmac, digestAlgorithm: .sha512, kid: kid)
        case .rs256: await keys.add(rsa: self.rsa, digestAlgorithm: .sha256, kid: kid)
        case .rs384: await keys.add(rsa: self.rsa, digestAlgorithm: .sha384, kid: kid)
        case .rs512: await keys.add(rsa: self.rsa, digestAlgorithm: .sha512, kid: kid)
        case .ps256: await keys.add(pss: self.rsa, digestAlgorithm: .sha256, kid: kid)
        case .ps384: await keys.add(pss: self.rsa, digestAlgorithm: .sha384, kid: kid)
        case .ps512: await keys.add(pss: self.rsa, digestAlgorithm: .sha512, kid: kid)
        case .es256: await keys.add(ecdsa: self.p256, kid: kid)
        case .es384: await keys.add(ecdsa: self.p384, kid: kid)
        case .es512: await keys.add(ecdsa: self.p521, kid: kid)
        }
        return try await keys.sign(claims, kid: kid, header: header)
    }
}
