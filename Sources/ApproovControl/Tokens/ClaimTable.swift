import Approov
import Crypto
import StrictJSON

/// The claims of a token for a person to read: name, value, and what it means.
struct ClaimTable {
    private static let meanings = [
        "aud": "the API domain", "iss": "the issuer", "did": "the installation of the app",
        "ip": "where the app reached Approov from", "arc": "attestation response code",
        "anno": "what the policy noted", "mskid": "the key that the app signs messages with",
        "embed": "results of web protection", "sip": "how the signature began", "status": "why the check failed",
        "mpk": "measurement proof key", "imh": "integrity measurement", "dmh": "device measurement",
    ]

    let lines: [String]

    init(_ object: JSONObject, now: NumericDate) {
        let text = object.bytes.span
        let rows = object.members.map { member in
            let name = member.name.string(in: text)
            return [
                PlainText.escaping(name), Self.value(member.value, in: text),
                Self.meaning(of: name, member.value, in: text, now),
            ]
        }
        self.lines = Table.lines(rows, indent: "  ")
    }

    /// Strings as they read, everything else as JSON.
    private static func value(_ slice: JSONSlice, in text: Span<UInt8>) -> String {
        if let string = slice.string(in: text) { return PlainText.escaping(string) }
        return JSONOutput.raw(slice.range.map { text[$0] }).line
    }

    private static func meaning(of name: String, _ slice: JSONSlice, in text: Span<UInt8>, _ now: NumericDate) -> String
    {
        switch name {
        case "exp", "nbf", "iat":
            guard let seconds = slice.number(in: text) else { return "not a date" }
            let date = NumericDate(secondsSinceEpoch: seconds)
            return "\(DateText.utc(date)), \(DateText.relative(date, to: now))"
        case "sub": return Self.meaning(ofSubject: slice.string(in: text) ?? "")
        case "pay":
            let isHash = slice.string(in: text).flatMap { Base64.standard.decode($0) }?.count == SHA256.byteCount
            return isHash ? "SHA-256 of what the token is bound to" : "not a SHA-256 in padded base64"
        case "ipk":
            let key = slice.string(in: text).flatMap { Base64.standard.decode($0) }
            let isKey = key.map { (try? P256.Signing.PublicKey(derRepresentation: $0)) != nil } ?? false
            return isKey ? "P-256 public key of the installation" : "not a P-256 public key in padded base64"
        default: return Self.meanings[name] ?? ""
        }
    }

    private static func meaning(ofSubject subject: String) -> String {
        let parts = subject.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.first == "approov", 2...3 ~= parts.count else { return "the subject" }
        return parts.count == 3 ? "the installation and the app" : "the installation"
    }
}
