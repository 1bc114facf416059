package import Approov
import Crypto
import CryptoExtras
import StrictJSON

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SigningKey {
    /// Makes a key of a private JSON Web Key (RFC 7517), whose public half must be that of its private one.
    ///
    /// - Parameter text: A JSON object with `alg` and `kty`: `RSA` with `n`, `e`, `d`, `p`, `q` (`dp`, `dq`, `qi`), `EC` with
    ///   `crv`, `x`, `y`, `d`, or `oct` with `k`; `kid` becomes ``keyID``.
    /// - Throws: ``KeyError`` if the document is not such an object, or no verifier would take the key.
    package init(privateJWK text: String) throws(KeyError) {
        let object: JSONObject
        do throws(JSONFault) {
            object = try JSONObject(parsing: Array(text.utf8), maximumDepth: PrivateJWK.maximumDepth)
        } catch {
            throw KeyError(.malformed, "The private JWK is not a JSON object (\(error)).")
        }
        try self.init(PrivateJWK(object))
    }

    init(_ jwk: PrivateJWK) throws(KeyError) {
        switch jwk.keyType {
        case "oct":
            try self.init(secret: try jwk.bytes("k"), algorithm: jwk.algorithm, keyID: jwk.keyID)
        case "EC":
            self.init(algorithm: jwk.algorithm, keyID: jwk.keyID, material: try Self.ellipticCurve(jwk))
        default:
            self.init(algorithm: jwk.algorithm, keyID: jwk.keyID, material: try Self.rsa(jwk))
        }
        _ = try self.verificationKey
    }

    private static func ellipticCurve(_ jwk: PrivateJWK) throws(KeyError) -> Material {
        let curve: String
        switch jwk.algorithm {
        case .es256: curve = "P-256"
        case .es384: curve = "P-384"
        case .es512: curve = "P-521"
        default: throw KeyError(.unsupported, "\(jwk.name) is an EC key, but its algorithm is not.")
        }
        guard jwk.curve == curve else {
            throw KeyError(.unsupported, "\(jwk.name) is not on the curve that \(jwk.algorithm.rawValue) uses.")
        }
        let (scalar, x, y) = (try jwk.bytes("d"), try jwk.bytes("x"), try jwk.bytes("y"))
        let material: Material
        let point: Data
        do {
            switch jwk.algorithm {
            case .es256:
                let key = try P256.Signing.PrivateKey(rawRepresentation: scalar)
                (material, point) = (.p256(key), key.publicKey.rawRepresentation)
            case .es384:
                let key = try P384.Signing.PrivateKey(rawRepresentation: scalar)
                (material, point) = (.p384(key), key.publicKey.rawRepresentation)
            default:
                let key = try P521.Signing.PrivateKey(rawRepresentation: scalar)
                (material, point) = (.p521(key), key.publicKey.rawRepresentation)
            }
        } catch {
            throw KeyError(.malformed, "\(jwk.name) has no private key of its curve (d).")
        }
        guard x.count == y.count, point.elementsEqual(x + y) else {
            throw KeyError(.malformed, "\(jwk.name) has a public point (x, y) that is not that of its private key.")
        }
        return material
    }

    private static func rsa(_ jwk: PrivateJWK) throws(KeyError) -> Material {
        let (n, e, d) = (try jwk.bytes("n"), try jwk.bytes("e"), try jwk.bytes("d"))
        let (p, q) = (try jwk.bytes("p"), try jwk.bytes("q"))
        guard let key = try? _RSA.Signing.PrivateKey(n: n, e: e, d: d, p: p, q: q),
            let numbers = try? RSAPrivateNumbers(key)
        else {
            throw KeyError(.malformed, "\(jwk.name) is not a usable private RSA key of at least 2048 bits.")
        }
        for (name, member) in [("dp", "dp"), ("dq", "dq"), ("qi", "qi")] as [(String, StaticString)]
        where jwk.has(member) {
            guard try jwk.bytes(member) == numbers[name].map(Array.init) else {
                throw KeyError(.malformed, "\(jwk.name) has a \(name) that does not belong to its other numbers.")
            }
        }
        return .rsa(key, numbers)
    }
}
