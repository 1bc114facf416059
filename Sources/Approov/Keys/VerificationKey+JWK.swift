import Crypto
import CryptoExtras
import StrictJSON

extension VerificationKey {
    /// Makes a key of a JSON Web Key (RFC 7517).
    ///
    /// - Parameter text: A JSON object with `kty` `RSA`, `EC` or `oct`, and `alg`. `use`, if present, must be `sig`, and
    ///   `key_ops`, if present, must include `verify`. `kid` becomes ``keyID``.
    /// - Throws: ``KeyError`` if the document is malformed, names no algorithm or one that does not fit the key, is for
    ///   another use, is weak, or holds a private key.
    public init(jwk text: String) throws(KeyError) {
        let object: JSONObject
        do throws(JSONFault) {
            object = try JSONObject(parsing: Array(text.utf8), maximumDepth: JWK.maximumDepth)
        } catch {
            throw KeyError(.malformed, "The JWK is not a JSON object (\(error)).")
        }
        try self.init(JWK(object))
    }

    init(_ jwk: JWK) throws(KeyError) {
        switch jwk.keyType {
        case "oct":
            try self.init(secret: try jwk.bytes("k"), algorithm: jwk.algorithm, keyID: jwk.keyID)
        case "RSA":
            let (modulus, exponent) = (try jwk.bytes("n"), try jwk.bytes("e"))
            guard modulus.first != 0, exponent.first != 0 else {
                throw KeyError(.malformed, "\(jwk.name) has a number with a leading zero (RFC 7518 section 2).")
            }
            guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else {
                throw KeyError(.weak, "\(jwk.name) is not a usable RSA key of at least 2048 bits.")
            }
            self.init(algorithm: jwk.algorithm, keyID: jwk.keyID, check: try .rsa(key, for: jwk.algorithm))
        case "EC":
            self.init(algorithm: jwk.algorithm, keyID: jwk.keyID, check: try Self.ellipticCurve(jwk))
        default:
            throw KeyError(.unsupported, "\(jwk.name) is of a type (kty) that tokens are not signed with.")
        }
    }

    private static func ellipticCurve(_ jwk: JWK) throws(KeyError) -> SignatureCheck {
        let (curve, length) =
            switch jwk.algorithm {
            case .es256: ("P-256", 32)
            case .es384: ("P-384", 48)
            case .es512: ("P-521", 66)
            default: throw KeyError(.unsupported, "\(jwk.name) is an EC key, but its algorithm is not.")
            }
        guard jwk.curve == curve else {
            throw KeyError(.unsupported, "\(jwk.name) is not on the curve that \(jwk.algorithm.rawValue) uses.")
        }
        let (x, y) = (try jwk.bytes("x"), try jwk.bytes("y"))
        guard x.count == length, y.count == length else {
            throw KeyError(.malformed, "\(jwk.name) has coordinates of the wrong length.")
        }
        do {
            let point = [0x04] + x + y
            return switch jwk.algorithm {
            case .es256: .p256(try P256.Signing.PublicKey(x963Representation: point))
            case .es384: .p384(try P384.Signing.PublicKey(x963Representation: point))
            default: .p521(try P521.Signing.PublicKey(x963Representation: point))
            }
        } catch {
            throw KeyError(.weak, "\(jwk.name) is not a point on its curve.")
        }
    }
}
