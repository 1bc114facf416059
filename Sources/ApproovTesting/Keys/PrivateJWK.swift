import Approov
import StrictJSON

/// A private JSON Web Key as we write it (RFC 7517 section 4).
///
/// A member that we do not know is refused, not ignored: whoever writes the key again would lose it.
struct PrivateJWK {
    static let maximumDepth = 4

    /// As many bytes as the modulus of the longest RSA key that a verifier takes.
    private static let maximumNumberLength = 1024

    private static let commonMembers: Set<String> = ["alg", "kid", "kty", "use"]

    let keyType: String
    let algorithm: TokenAlgorithm
    let keyID: String?
    let curve: String?

    private let object: JSONObject

    init(_ object: JSONObject) throws(KeyError) {
        self.object = object
        self.keyID = object.string("kid")
        guard object["kid"] == nil || self.keyID != nil else {
            throw KeyError(.malformed, "A key has a kid that is not a string.")
        }
        let name = KeyName.subject(self.keyID)
        guard let keyType = object.string("kty") else { throw KeyError(.malformed, "\(name) has no kty.") }
        guard object["use"] == nil || object.string("use") == "sig" else {
            throw KeyError(.unsupported, "\(name) is not for signatures (use).")
        }
        let keyMembers: Set<String>
        switch keyType {
        case "oct": keyMembers = ["k"]
        case "EC": keyMembers = ["crv", "x", "y", "d"]
        case "RSA": keyMembers = ["n", "e", "d", "p", "q", "dp", "dq", "qi"]
        default: throw KeyError(.unsupported, "\(name) is of a type (kty) that tokens are not signed with.")
        }
        guard object.names.allSatisfy({ Self.commonMembers.contains($0) || keyMembers.contains($0) }) else {
            throw KeyError(.unsupported, "\(name) has a member that keys of its type do not have here.")
        }
        guard keyType == "oct" || object["d"] != nil else {
            throw KeyError(.malformed, "\(name) is public; signing needs the private key.")
        }
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

    /// How messages call this key.
    var name: String { KeyName.subject(self.keyID) }

    func has(_ member: StaticString) -> Bool { self.object[member] != nil }

    /// Returns the bytes that a member spells in base64url (RFC 7518 section 6).
    func bytes(_ member: StaticString) throws(KeyError) -> [UInt8] {
        guard let bytes = self.object.string(member).flatMap({ Base64.url.decode($0) }), !bytes.isEmpty else {
            throw KeyError(.malformed, "\(self.name) has no \(member), or one that is not base64url.")
        }
        guard bytes.count <= Self.maximumNumberLength else {
            throw KeyError(.unsupported, "\(self.name) has a number of more than \(Self.maximumNumberLength) bytes.")
        }
        return bytes
    }
}
