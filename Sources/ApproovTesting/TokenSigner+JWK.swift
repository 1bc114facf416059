import Approov
import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension TokenSigner {
    /// The key with which the tokens are verified, as a JSON Web Key: public, unless the algorithm has only a secret.
    var jwk: String {
        get throws {
            var members = [("alg", self.algorithm.rawValue)]
            if let keyID = self.keyID { members.append(("kid", keyID)) }
            switch self.key {
            case .secret(let secret):
                members += [("kty", "oct"), ("k", TokenText.base64URL(secret))]
            case .rsa(let key):
                let parameters = try key.publicKey.getKeyPrimitives()
                members += [
                    ("kty", "RSA"), ("n", TokenText.base64URL(Array(parameters.modulus))),
                    ("e", TokenText.base64URL(Array(parameters.publicExponent))),
                ]
            case .p256(let key):
                members += Self.members(ofPoint: Array(key.publicKey.rawRepresentation), on: "P-256")
            case .p384(let key):
                members += Self.members(ofPoint: Array(key.publicKey.rawRepresentation), on: "P-384")
            case .p521(let key):
                members += Self.members(ofPoint: Array(key.publicKey.rawRepresentation), on: "P-521")
            }
            return "{" + members.map { "\"\($0)\":\(TokenText.json($1))" }.joined(separator: ",") + "}"
        }
    }

    private static func members(ofPoint point: [UInt8], on curve: String) -> [(String, String)] {
        let (x, y) = (point.prefix(point.count / 2), point.suffix(point.count / 2))
        return [
            ("kty", "EC"), ("crv", curve), ("x", TokenText.base64URL(Array(x))), ("y", TokenText.base64URL(Array(y))),
        ]
    }
}
