import ApproovSettings
import ExampleServer
import PhoenixChannelsHummingbird

/// What the environment says, beside the account secret and the address to listen on.
///
/// The original's `PLUG_SESSION_SIGNING_SALT` and `LIVE_VIEW_SIGNING_SALT` may be set and are not read: there are no sessions.
struct EchoOptions: Sendable {
    private static let minimumSecretLength = 64

    /// What only this server knows (`SECRET_KEY_BASE`, `ENCRYPTION_SECRET`).
    var secrets: EchoSecrets

    /// Where pages may come from that open a socket: `URL_PUBLIC_SCHEME`, `URL_PUBLIC_HOST` and `URL_PUBLIC_PORT`, then
    /// `ALLOWED_ORIGINS`.
    var origins: [Origin]
}

extension EchoOptions {
    /// Reads the options.
    ///
    /// - Throws: `StartUpFault` if a variable is missing, or has a value that it cannot have.
    init(_ settings: Settings) throws(StartUpFault) {
        self.secrets = EchoSecrets(
            keyBase: try Self.secret("SECRET_KEY_BASE", in: settings),
            encryption: try Self.secret("ENCRYPTION_SECRET", in: settings)
        )
        self.origins = [try Self.publicOrigin(in: settings)] + (try Self.allowedOrigins(in: settings))
    }

    private static func secret(_ variable: String, in settings: Settings) throws(StartUpFault) -> [UInt8] {
        guard let text = settings.text(variable, isSecret: true) else {
            throw StartUpFault(variable: variable, "This is not set. Make one with 'openssl rand -hex 64'.")
        }
        guard text.utf8.count >= Self.minimumSecretLength else {
            throw StartUpFault(variable: variable, "This must have at least \(Self.minimumSecretLength) bytes.")
        }
        return Array(text.utf8)
    }

    private static func publicOrigin(in settings: Settings) throws(StartUpFault) -> Origin {
        let scheme = (settings.text("URL_PUBLIC_SCHEME") ?? "https").lowercased()
        guard ["http", "https"].contains(scheme) else {
            throw StartUpFault(variable: "URL_PUBLIC_SCHEME", "This must be http or https.")
        }
        let digits = settings.text("URL_PUBLIC_PORT") ?? "443"
        guard let port = UInt16(digits), port > 0, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            throw StartUpFault(variable: "URL_PUBLIC_PORT", "This must be a port number.")
        }
        guard let host = settings.text("URL_PUBLIC_HOST") else {
            throw StartUpFault(variable: "URL_PUBLIC_HOST", "This is not set. Name the host that clients know.")
        }
        let origin = Origin(scheme: scheme, host: host, port: port)
        guard Origin("\(scheme)://\(host):\(port)") == origin else {
            throw StartUpFault(variable: "URL_PUBLIC_HOST", "This must be the name of a host, without scheme and port.")
        }
        return origin
    }

    private static func allowedOrigins(in settings: Settings) throws(StartUpFault) -> [Origin] {
        guard let text = settings.text("ALLOWED_ORIGINS"), !text.isEmpty else { return [] }
        var origins: [Origin] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let text = part.filter { $0 != " " }
            guard let origin = Origin(text), text.utf8.count(where: { $0 == UInt8(ascii: "/") }) == 2 else {
                throw StartUpFault(
                    variable: "ALLOWED_ORIGINS",
                    "This must be a list such as http://localhost:3000,https://example.com."
                )
            }
            origins.append(origin)
        }
        return origins
    }
}
