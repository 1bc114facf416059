/// The name and password with which a user registers and logs in.
struct Credentials: Sendable {
    private static let usernameLength = 1...1024
    private static let passwordLength = 8...4096

    let username: String
    let password: String

    /// Takes the credentials of a request, if it has some, neither too short nor too long.
    init?(_ fields: RequestFields) {
        guard let username = fields[.username], Self.usernameLength ~= username.utf8.count,
            let password = fields[.password], Self.passwordLength ~= password.utf8.count
        else { return nil }
        self.username = username
        self.password = password
    }
}

extension Credentials: CustomStringConvertible, CustomReflectable {
    var description: String { "Credentials(…)" }

    var customMirror: Mirror { Mirror(self, children: []) }
}
