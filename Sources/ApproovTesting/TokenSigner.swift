import Approov
import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Signs tokens with a private key or a secret.
struct TokenSigner: Sendable {
    enum Key: Sendable {
        case secret([UInt8])
        case rsa(_RSA.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
    }

    let algorithm: TokenAlgorithm
    let keyID: String?
    let key: Key

    /// Makes a signer with a new key.
    init(algorithm: TokenAlgorithm, keyID: String?) throws {
        self.algorithm = algorithm
        self.keyID = keyID
        switch algorithm {
        case .hs256, .hs384, .hs512:
            self.key = unsafe .secret(
                SymmetricKey(size: SymmetricKeySize(bitCount: 512)).withUnsafeBytes { unsafe Array($0) }
            )
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512:
            self.key = .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048))
        case .es256: self.key = .p256(P256.Signing.PrivateKey())
        case .es384: self.key = .p384(P384.Signing.PrivateKey())
        case .es512: self.key = .p521(P521.Signing.PrivateKey())
        }
    }

    /// Makes a signer with a known secret.
    init(base64Secret: String) throws {
        guard let secret = Base64.standardLenient.decode(base64Secret) else {
            throw KeyError(.malformed, "The secret is not base64.")
        }
        self.algorithm = .hs256
        self.keyID = nil
        self.key = .secret(secret)
    }

    func verificationKey() throws -> VerificationKey {
        switch self.key {
        case .secret(let secret): try VerificationKey(secret: secret, algorithm: self.algorithm, keyID: self.keyID)
        case .rsa(let key): try self.verificationKey(pem: key.publicKey.pemRepresentation)
        case .p256(let key): try self.verificationKey(pem: key.publicKey.pemRepresentation)
        case .p384(let key): try self.verificationKey(pem: key.publicKey.pemRepresentation)
        case .p521(let key): try self.verificationKey(pem: key.publicKey.pemRepresentation)
        }
    }

    private func verificationKey(pem: String) throws -> VerificationKey {
        try VerificationKey(pem: pem, algorithm: self.algorithm, keyID: self.keyID)
    }

    func token(claims: String) throws -> String {
        let header = TokenText.header(algorithm: self.algorithm.rawValue, keyID: self.keyID)
        return try self.token(header: Array(header.utf8), claims: Array(claims.utf8))
    }

    func token(header: [UInt8], claims: [UInt8]) throws -> String {
        let signed = "\(TokenText.base64URL(header)).\(TokenText.base64URL(claims))"
        return "\(signed).\(TokenText.base64URL(try self.signature(of: Array(signed.utf8))))"
    }

    private func signature(of message: [UInt8]) throws -> [UInt8] {
        switch self.key {
        case .secret(let secret): self.mac(of: message, with: SymmetricKey(data: secret))
        case .rsa(let key): try self.signature(of: message, with: key)
        case .p256(let key): Array(try key.signature(for: message).rawRepresentation)
        case .p384(let key): Array(try key.signature(for: message).rawRepresentation)
        case .p521(let key): Array(try key.signature(for: message).rawRepresentation)
        }
    }

    private func mac(of message: [UInt8], with key: SymmetricKey) -> [UInt8] {
        switch self.algorithm {
        case .hs384: Array(HMAC<SHA384>.authenticationCode(for: message, using: key))
        case .hs512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
        default: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        }
    }

    private func signature(of message: [UInt8], with key: _RSA.Signing.PrivateKey) throws -> [UInt8] {
        let signature =
            switch self.algorithm {
            case .rs384: try key.signature(for: SHA384.hash(data: message), padding: .insecurePKCS1v1_5)
            case .rs512: try key.signature(for: SHA512.hash(data: message), padding: .insecurePKCS1v1_5)
            case .ps256: try key.signature(for: SHA256.hash(data: message), padding: .PSS)
            case .ps384: try key.signature(for: SHA384.hash(data: message), padding: .PSS)
            case .ps512: try key.signature(for: SHA512.hash(data: message), padding: .PSS)
            default: try key.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
            }
        return Array(signature.rawRepresentation)
    }
}
