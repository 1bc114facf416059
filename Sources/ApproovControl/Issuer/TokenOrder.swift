import Approov
import ApproovTesting
import StrictJSON

/// What a client wants a token to be, as it writes it in JSON.
///
/// ```json
/// {"kind": "valid", "minutes": 5, "boundTo": ["Bearer abc"], "claims": {"aud": "api.example.com"}, "kid": "1"}
/// ```
struct TokenOrder {
    /// Why an order cannot be taken, in a sentence for the client.
    struct Fault: Error { let message: String }

    static let maximumLength = 1 << 16
    private static let maximumClaims = 64
    private static let maximumDepth = 16
    private static let members: Set<String> = ["kind", "minutes", "boundTo", "claims", "kid"]

    let kind: TestToken
    let keyID: String?

    private let lifetime: Double?
    private let bound: [UInt8]?
    private let claims: [(name: String, json: String)]

    /// Reads an order; an empty one is for a valid token.
    init(_ body: [UInt8]) throws(Fault) {
        guard !body.isEmpty else {
            (self.kind, self.keyID, self.lifetime, self.bound, self.claims) = (.valid, nil, nil, nil, [])
            return
        }
        let object: JSONObject
        do throws(JSONFault) {
            object = try JSONObject(parsing: body, maximumDepth: Self.maximumDepth)
        } catch {
            throw Fault(message: "The order is not a JSON object (\(error)).")
        }
        if let stranger = object.names.first(where: { !Self.members.contains($0) }) {
            throw Fault(message: "There is no member \(KeyName.quoted(stranger)).")
        }
        self.kind = try Self.kind(object)
        self.keyID = try Self.member(object, "kid", "a string") { object.string("kid") }
        self.lifetime = try Self.member(object, "minutes", "a number") { object.number("minutes") }.map { $0 * 60 }
        self.bound = try Self.member(object, "boundTo", "a string or an array of strings") { object.strings("boundTo") }
            .map { Array($0.joined().utf8) }
        self.claims = try Self.claims(object)
        guard self.lifetime?.isFinite ?? true else { throw Fault(message: "That are too many minutes.") }
        guard self.bound == nil || self.kind.canBeBound else {
            throw Fault(message: "A token of this kind is bound to nothing.")
        }
    }

    private static func kind(_ object: JSONObject) throws(Fault) -> TestToken {
        let name = try Self.member(object, "kind", "a string") { object.string("kind") } ?? TokenKind.valid.rawValue
        guard let kind = TokenKind(rawValue: name) else {
            let names = TokenKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault(message: "The kind must be one of: \(names).")
        }
        return kind.testToken
    }

    /// Returns a member that may be missing, but not of another type.
    private static func member<Value>(
        _ object: JSONObject,
        _ name: StaticString,
        _ type: String,
        _ read: () -> Value?
    ) throws(Fault) -> Value? {
        guard object[name] != nil else { return nil }
        guard let value = read() else { throw Fault(message: "The member \(name) must be \(type).") }
        return value
    }

    private static func claims(_ object: JSONObject) throws(Fault) -> [(name: String, json: String)] {
        guard let slice = object["claims"] else { return [] }
        guard slice.kind == .object else { throw Fault(message: "The member claims must be an object.") }
        let bytes = object.bytes.span
        let members = slice.members(in: bytes)
        guard members.count <= Self.maximumClaims else {
            throw Fault(message: "There are more than \(Self.maximumClaims) claims.")
        }
        return members.map { member in
            let range = member.value.range
            // The range of a string is that of its characters, without the quotation marks.
            let whole = member.value.isString ? range.lowerBound - 1..<range.upperBound + 1 : range
            return (member.name.string(in: bytes), String(decoding: object.bytes[whole], as: UTF8.self))
        }
    }

    /// Returns the claims of the token.
    func claims(issuedAt now: NumericDate) -> TestClaims {
        var claims = self.kind.claims(issuedAt: now, lifetime: self.lifetime, boundTo: self.bound)
        for (name, json) in self.claims { claims[name] = json }
        return claims
    }
}
