#if Configuration

public import Configuration

extension KeyRing {
    /// Makes a ring of the account secret in a configuration.
    ///
    /// ## Configuration keys
    /// - `base64.secret` (string, secret): The account secret in standard base64, with or without padding.
    /// - `base64url.secret` (string, secret): The account secret in base64url, with or without padding.
    ///
    /// Exactly one of them must be there. Name them in the secrets specifier of your provider, so that no access log shows
    /// them; as environment variables with the scope `approov` they are `APPROOV_BASE64_SECRET` and
    /// `APPROOV_BASE64URL_SECRET`.
    ///
    /// - Throws: ``ConfigurationError`` if none or both are there, or the secret is empty, too short, or in the other alphabet.
    public init(config: ConfigReader) throws(ConfigurationError) {
        let standard = try config.text(forKey: "base64.secret", isSecret: true)
        let url = try config.text(forKey: "base64url.secret", isSecret: true)
        let key = url == nil ? "base64.secret" : "base64url.secret"
        do throws(KeyError) {
            switch (standard, url) {
            case (let text?, nil): self.init(try VerificationKey(base64Secret: text))
            case (nil, let text?): self.init(try VerificationKey(base64URLSecret: text))
            case (nil, nil): throw KeyError(.malformed, "There is no secret.")
            case (_?, _?): throw KeyError(.ambiguous, "There are two secrets, base64.secret and base64url.secret.")
            }
        } catch {
            throw ConfigurationError(key: key, message: error.message)
        }
    }
}

#endif
