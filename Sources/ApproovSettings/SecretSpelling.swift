/// How a variable spells the account secret, as `approov secret -get` prints it.
public enum SecretSpelling: Sendable {
    /// In standard base64, in `APPROOV_BASE64_SECRET`.
    case base64

    /// In base64url, in `APPROOV_BASE64URL_SECRET`.
    case base64URL

    /// The variable with the secret.
    public var variable: String {
        switch self {
        case .base64: "APPROOV_BASE64_SECRET"
        case .base64URL: "APPROOV_BASE64URL_SECRET"
        }
    }

    /// The variable with the secret that is being replaced.
    public var previousVariable: String { "\(self.variable)_PREVIOUS" }

    /// The other one.
    var other: SecretSpelling { self == .base64 ? .base64URL : .base64 }

    /// The command that prints the secret.
    var command: String {
        switch self {
        case .base64: "approov secret -get base64"
        case .base64URL: "approov secret -get base64url"
        }
    }
}
