public import ApproovSettings

/// What must be so before a server mints tokens for whoever asks: only its own machine can ask, and the secret is no secret.
public struct PlaygroundTerms: Sendable {
    /// The published secret, in base64.
    let secret: String

    /// Reads the settings.
    ///
    /// - Throws: `StartUpFault` if the server can be reached from elsewhere, or has a key that is not the published one.
    public init(_ settings: Settings) throws(StartUpFault) {
        guard LocalOrigin.isLoopback(settings.host) else {
            throw StartUpFault(
                variable: "HTTP_HOST",
                "With --playground this must be a loopback address, such as 127.0.0.1."
            )
        }
        for variable in Self.otherKeys where settings.text(variable, isSecret: true) != nil {
            throw StartUpFault(
                variable: variable,
                "The playground mints tokens, and must not have this: use the published development secret alone."
            )
        }
        let isURL = settings.text(SecretSpelling.base64URL.variable, isSecret: true) != nil
        let spelling: SecretSpelling = isURL ? .base64URL : .base64
        let text = try settings.accountSecret(spelling)
        let isAlone = settings.text(SecretSpelling.base64.variable, isSecret: true) == nil || !isURL
        guard isAlone, settings.hasPublishedSecret, Self.isWhole(text) else {
            throw StartUpFault(
                variable: spelling.variable,
                "The playground mints tokens, and does so only with the published development secret."
            )
        }
        self.secret = text.replacing("-", with: "+").replacing("_", with: "/")
    }

    private static let otherKeys =
        [SecretSpelling.base64, .base64URL].map(\.previousVariable) + ["APPROOV_KEYS_FILE", "APPROOV_JWKS_URL"]

    /// Returns whether a text that begins with the published secret ends with it too: 64 bytes in base64, perhaps padded.
    private static func isWhole(_ text: String) -> Bool {
        text.utf8.dropFirst(86).allSatisfy { $0 == UInt8(ascii: "=") }
    }
}
