import Approov
import Crypto
import CryptoExtras
import Foundation

/// The check of a signature by swift-crypto alone: what no verification can do without.
enum BareCheck {
    /// Returns the check of the token's signature.
    static func ofToken(_ folder: CaseFolder) throws -> () throws -> Bool {
        let token = try folder.token
        guard let dot = token.lastIndex(of: "."), let signature = self.base64URL(token[dot...].dropFirst()) else {
            throw UsageError()
        }
        let signed = Array(token[..<dot].utf8)
        let key = try folder.key
        switch try folder.algorithm {
        case .hs256:
            let prepared = HMAC<SHA256>(key: SymmetricKey(data: Data(base64Encoded: key) ?? Data()))
            return {
                var hmac = prepared
                hmac.update(data: signed)
                return hmac.finalize() == signature
            }
        case .rs256:
            let key = try _RSA.Signing.PublicKey(pemRepresentation: key)
            return {
                key.isValidSignature(
                    _RSA.Signing.RSASignature(rawRepresentation: signature),
                    for: SHA256.hash(data: signed),
                    padding: .insecurePKCS1v1_5
                )
            }
        case .es256: return self.p256(try P256.Signing.PublicKey(pemRepresentation: key), signature, of: signed)
        default: throw UsageError()
        }
    }

    /// Returns the check of the signature that the installation has made over a request.
    static func ofRequest(_ folder: CaseFolder) throws -> () throws -> Bool {
        let key = try P256.Signing.PublicKey(pemRepresentation: folder.text("installation"))
        return self.p256(key, try folder.bytes("signature"), of: try folder.bytes("base"))
    }

    private static func p256(
        _ key: P256.Signing.PublicKey,
        _ signature: [UInt8],
        of message: [UInt8]
    ) -> () throws -> Bool {
        { key.isValidSignature(try P256.Signing.ECDSASignature(rawRepresentation: signature), for: message) }
    }

    private static func base64URL(_ text: Substring) -> [UInt8]? {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)).map(
            Array.init
        )
    }
}
