/// The name and password with which a user registers and logs in.
struct Credentials: Sendable {
    private static let usernameLength = 1...1024
    private static let passwordLength = 8...4096

    let username: String
    let password: String

    /// Takes the credentials that a request brings, if both are there, and neither too short nor too long.
    init?(username: String?, password: String?) {
        guard let username, Self.usernameLength ~= username.utf8.count,
            let password, Self.passwordLength ~= password.utf8.count
        else { return nil }
        self.username = username
        self.password = password
    }
}

extension Credentials: CustomStringConvertible, CustomReflectable {
    var description: String { "Credentials(…)" }

    var customMirror: Mirror { Mirror(self, children: []) }
}
