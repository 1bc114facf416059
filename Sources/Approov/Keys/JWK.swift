import StrictJSON

/// A JSON Web Key whose common members have been checked (RFC 7517 section 4).
struct JWK {
    static let maximumDepth = 8

    let keyType: String
    let algorithm: TokenAlgorithm
    let keyID: String?
    let curve: String?

    private let object: JSONObject

    init(_ object: JSONObject) throws(KeyError) {
        self.object = object
        self.keyID = object.string("kid")
        let name = KeyName.subject(self.keyID)
        guard object["kid"] == nil || self.keyID != nil else {
            throw KeyError(.malformed, "\(name) has a kid that is not a string.")
        }
        guard let keyType = object.string("kty") else { throw KeyError(.malformed, "\(name) has no kty.") }
        guard object["use"] == nil || object.string("use") == "sig" else {
            throw KeyError(.unsupported, "\(name) is not for signatures (use).")
        }
        guard object["key_ops"] == nil || object.strings("key_ops")?.contains("verify") == true else {
            throw KeyError(.unsupported, "\(name) is not for verifying (key_ops).")
        }
        guard !Self.isPrivate(object, keyType) else { throw KeyError(.notPublic, "\(name) holds a private key.") }
        guard let algorithmName = object.string("alg") else {
            throw KeyError(.ambiguous, "\(name) names no algorithm (alg).")
        }
        guard let algorithm = TokenAlgorithm(named: algorithmName) else {
            throw KeyError(.unsupported, "\(name) names an algorithm (alg) that is not supported.")
        }
        self.keyType = keyType
        self.algorithm = algorithm
        self.curve = object.string("crv")
    }

    /// Whether there is a member that only a private key has, or a secret where there should be none (RFC 7518 sections 6.2.2,
    /// 6.3.2 and 6.4.1).
    private static func isPrivate(_ object: JSONObject, _ keyType: String) -> Bool {
        let hasPrivateMember =
            object["d"] != nil || object["p"] != nil || object["q"] != nil || object["dp"] != nil
            || object["dq"] != nil || object["qi"] != nil || object["oth"] != nil
        return hasPrivateMember || (object["k"] != nil && keyType != "oct")
    }

    /// How messages call this key.
    var name: String { KeyName.subject(self.keyID) }

    /// Returns the bytes that a member spells in base64url (RFC 7518 section 6).
    func bytes(_ member: StaticString) throws(KeyError) -> [UInt8] {
        guard let bytes = self.object.string(member).flatMap({ Base64.url.decode($0) }), !bytes.isEmpty else {
            throw KeyError(.malformed, "\(self.name) has no \(member), or one that is not base64url.")
        }
        return bytes
    }
}
