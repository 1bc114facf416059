import Approov
import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SigningKey {
    /// Returns a token with these claims, whose header names the key.
    func token(claims: String) throws -> String {
        let header = TokenText.header(algorithm: self.algorithm.rawValue, keyID: self.keyID)
        return try self.token(header: Array(header.utf8), claims: Array(claims.utf8))
    }

    func token(header: [UInt8], claims: [UInt8]) throws -> String {
        let signed = "\(TokenText.base64URL(header)).\(TokenText.base64URL(claims))"
        return "\(signed).\(TokenText.base64URL(try self.signature(of: Array(signed.utf8))))"
    }

    private func signature(of message: [UInt8]) throws -> [UInt8] {
        switch self.material {
        case .secret(let secret): self.mac(of: message, with: SymmetricKey(data: secret))
        case .rsa(let key, _): try self.signature(of: message, with: key)
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
