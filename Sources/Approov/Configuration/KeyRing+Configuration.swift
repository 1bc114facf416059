#if Configuration

public import Configuration

extension KeyRing {
    /// Makes a ring of the account secret in a configuration, and of the one before it.
    ///
    /// ## Configuration keys
    /// - `base64.secret` (string, secret): The account secret in standard base64, with or without padding.
    /// - `base64url.secret` (string, secret): The account secret in base64url, with or without padding.
    /// - `base64.secret.previous`, `base64url.secret.previous` (string, secret, optional): The secret that is being replaced,
    ///   whose tokens live for some minutes more.
    ///
    /// Exactly one of the first two must be there, and a previous one only in the same alphabet. Name them in the secrets
    /// specifier of your provider, so that no access log shows them; as environment variables with the scope `approov` they are
    /// `APPROOV_BASE64_SECRET`, `APPROOV_BASE64_SECRET_PREVIOUS` and so on.
    ///
    /// - Throws: ``ConfigurationError`` if none or both are there, or a secret is empty, too short, or in the other alphabet.
    public init(config: ConfigReader) throws(ConfigurationError) {
        let standard = try config.secrets("base64.secret") { text throws(KeyError) in
            try VerificationKey(base64Secret: text)
        }
        let url = try config.secrets("base64url.secret") { text throws(KeyError) in
            try VerificationKey(base64URLSecret: text)
        }
        let key = url.isEmpty ? "base64.secret" : "base64url.secret"
        guard standard.isEmpty || url.isEmpty else {
            throw ConfigurationError(key: key, message: "There are two secrets, base64.secret and base64url.secret.")
        }
        do throws(KeyError) {
            guard !standard.isEmpty || !url.isEmpty else { throw KeyError(.malformed, "There is no secret.") }
            try self.init(standard + url)
        } catch {
            throw ConfigurationError(key: key, message: error.message)
        }
    }
}

extension ConfigReader {
    /// Returns the keys of a secret and of the one before it, if they are there.
    fileprivate func secrets(
        _ name: String,
        _ make: (String) throws(KeyError) -> VerificationKey
    ) throws(ConfigurationError) -> [VerificationKey] {
        let previous = "\(name).previous"
        let old = try self.secret(previous, make)
        guard let new = try self.secret(name, make) else {
            guard old == nil else { throw ConfigurationError(key: previous, message: "There is no \(name) after it.") }
            return []
        }
        return [new] + (old.map { [$0] } ?? [])
    }

    private func secret(
        _ name: String,
        _ make: (String) throws(KeyError) -> VerificationKey
    ) throws(ConfigurationError) -> VerificationKey? {
        guard let text = try self.text(forKey: ConfigKey(name), isSecret: true) else { return nil }
        do throws(KeyError) {
            return try make(text)
        } catch {
            throw ConfigurationError(key: name, message: error.message)
        }
    }
}

#endif
