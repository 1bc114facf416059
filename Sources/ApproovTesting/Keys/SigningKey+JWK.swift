import Approov
import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SigningKey {
    /// The key with which the tokens are verified, as a JSON Web Key: public, unless the algorithm has only a secret.
    package var jwk: String { self.members(isPrivate: self.algorithm.isSymmetric).json }

    /// The public JSON Web Key, or nothing if there is only a secret.
    package var publicJWK: String? { self.algorithm.isSymmetric ? nil : self.jwk }

    /// The whole key as a JSON Web Key (RFC 7518 section 6).
    package var privateJWK: String { self.members(isPrivate: true).json }

    /// The SHA-256 thumbprint in base64url (RFC 7638), or nothing if there is only a secret: its thumbprint is better concealed
    /// (section 7).
    package var thumbprint: String? {
        guard !self.algorithm.isSymmetric else { return nil }
        let json = self.keyMembers(isPrivate: false).sorted.json
        return TokenText.base64URL(Array(SHA256.hash(data: Array(json.utf8))))
    }

    private func members(isPrivate: Bool) -> JWKMembers {
        var members: JWKMembers = ["alg": self.algorithm.rawValue]
        if let keyID = self.keyID { members.append("kid", keyID) }
        members.append("use", "sig")
        members.append(self.keyMembers(isPrivate: isPrivate))
        return members
    }

    private func keyMembers(isPrivate: Bool) -> JWKMembers {
        switch self.material {
        case .secret(let secret):
            var members: JWKMembers = ["kty": "oct"]
            if isPrivate { members.append("k", base64URL: secret) }
            return members
        case .rsa(_, let numbers):
            return Self.members(of: numbers, isPrivate: isPrivate)
        case .p256(let key):
            return Self.members(
                curve: "P-256",
                key.publicKey.rawRepresentation,
                isPrivate ? key.rawRepresentation : nil
            )
        case .p384(let key):
            return Self.members(
                curve: "P-384",
                key.publicKey.rawRepresentation,
                isPrivate ? key.rawRepresentation : nil
            )
        case .p521(let key):
            return Self.members(
                curve: "P-521",
                key.publicKey.rawRepresentation,
                isPrivate ? key.rawRepresentation : nil
            )
        }
    }

    private static func members(of numbers: RSAPrivateNumbers, isPrivate: Bool) -> JWKMembers {
        var members: JWKMembers = ["kty": "RSA"]
        for number in numbers.all where isPrivate || !number.isPrivate {
            members.append(number.name, base64URL: number.bytes)
        }
        return members
    }

    private static func members(curve: String, _ point: Data, _ scalar: Data?) -> JWKMembers {
        var members: JWKMembers = ["kty": "EC", "crv": curve]
        members.append("x", base64URL: point.prefix(point.count / 2))
        members.append("y", base64URL: point.suffix(point.count / 2))
        if let scalar { members.append("d", base64URL: scalar) }
        return members
    }
}
