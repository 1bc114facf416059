#if Configuration

public import Configuration

extension ApproovVerifier {
    /// Makes a verifier with the keys and the policy of a configuration.
    ///
    /// ```swift
    /// let config = ConfigReader(
    ///     provider: EnvironmentVariablesProvider(secretsSpecifier: .specific(["APPROOV_BASE64_SECRET"]))
    /// )
    /// let verifier = try ApproovVerifier(config: config.scoped(to: "approov"))
    /// ```
    ///
    /// The keys are those of ``KeyRing/init(config:)`` and ``VerificationPolicy/init(config:)``, without a prefix: scope the
    /// reader as you like.
    ///
    /// - Throws: ``ConfigurationError`` that names the key whose value makes no sense.
    public init(config: ConfigReader) throws(ConfigurationError) {
        self.init(keys: try KeyRing(config: config), policy: try VerificationPolicy(config: config))
    }
}

#endif
