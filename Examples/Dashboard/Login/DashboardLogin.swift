import Crypto
import Foundation

/// Who may see a dashboard.
public struct DashboardLogin: Sendable, Hashable {
    private static let maximumLength = 8192

    private let user: SHA256Digest
    private let password: SHA256Digest

    /// Makes a login of a user and a password, of which only digests are kept.
    public init(user: String, password: String) {
        self.user = SHA256.hash(data: Array(user.utf8))
        self.password = SHA256.hash(data: Array(password.utf8))
    }

    /// Returns whether the value of an `Authorization` header names the user and the password (RFC 7617).
    func admits(_ authorization: String) -> Bool {
        guard authorization.utf8.count <= Self.maximumLength,
            let space = authorization.firstIndex(of: " "),
            authorization[..<space].lowercased() == "basic",
            let decoded = Data(base64Encoded: String(authorization[space...].drop { $0 == " " })),
            let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
        else { return false }
        // Both are compared, in the same time whatever they are.
        let isUser = SHA256.hash(data: decoded[..<colon]) == self.user
        let isPassword = SHA256.hash(data: decoded[decoded.index(after: colon)...]) == self.password
        return isUser && isPassword
    }
}

extension DashboardLogin: CustomStringConvertible, CustomReflectable {
    /// Neither the user nor the password.
    public var description: String { "DashboardLogin(…)" }

    /// A mirror without children, so that `dump` shows no more.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
