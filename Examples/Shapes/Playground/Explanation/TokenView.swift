import Foundation
import PhoenixChannels

/// What anybody can read in a token, without a key.
struct TokenView: Sendable {
    struct Member: Sendable {
        let name: String
        let value: String
        let meaning: String
    }

    let header: [Member]
    let payload: [Member]

    /// Reads a token; `nil` if its header or its payload is not a JSON object in base64url.
    init?(_ token: String, now: Date) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.members(in: parts[0], now),
            let payload = Self.members(in: parts[1], now)
        else { return nil }
        self.header = header
        self.payload = payload
    }

    private static func members(in part: Substring, _ now: Date) -> [Member]? {
        let base64 = part.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - base64.count % 4) % 4)
        guard let json = Data(base64Encoded: base64 + padding),
            case .object(let members)? = (try? Payload(json: Array(json)))?.value
        else { return nil }
        return members.map { member in
            Member(
                name: member.name,
                value: Self.text(of: member.value),
                meaning: Self.meaning(of: member.name, member.value, now)
            )
        }
    }

    /// Strings as they read, everything else as JSON.
    private static func text(of value: PayloadValue) -> String {
        if case .string(let text) = value { return text }
        return Payload(value).json.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func meaning(of name: String, _ value: PayloadValue, _ now: Date) -> String {
        switch name {
        case "alg": "how it is signed"
        case "typ": "what it is"
        case "exp":
            if case .number(let number) = value, let seconds = number.double {
                Self.meaning(of: Date(timeIntervalSince1970: seconds), now)
            } else {
                "when it expires"
            }
        case "did": "the installation of the app"
        case "ip": "where the app reached Approov from"
        case "pay": "SHA-256 of what it is bound to"
        case "ipk": "the app's public key, for signed requests"
        default: ""
        }
    }

    private static func meaning(of date: Date, _ now: Date) -> String {
        let minutes = (date.timeIntervalSince(now) / 60).rounded()
        let count = Int(exactly: minutes.magnitude).map(String.init) ?? "many"
        let distance = minutes < 0 ? "expired \(count) min ago" : "expires in \(count) min"
        return "\(date.formatted(.iso8601)), \(distance)"
    }
}
