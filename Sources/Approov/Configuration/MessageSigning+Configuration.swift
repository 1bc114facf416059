#if Configuration

public import Configuration
import HTTPMessageSignatures

extension MessageSigning {
    /// Reads what signatures must prove from a configuration.
    ///
    /// ## Configuration keys
    /// - `signature.install`, `signature.account` (`required`, `if-present` or `off`, optional): Whether the app's installation must
    ///   have signed, and whether the account's key must have been used; by default as the caller says, and `off`.
    /// - `signature.mode` (`enforce` or `observe`, optional, default: `enforce`): What follows from a bad signature.
    /// - `account.keys` (string array, secret): The account's keys as `kid:secret`, in base64 or base64url; needed unless
    ///   `signature.account` is `off`.
    /// - `account.keyMode` (`direct` or `derived`, optional, default: `direct`): How keys come from the secrets.
    /// - `signature.components` (string array, optional): What must be covered besides the method, the target and the token, such as
    ///   `authorization` or `@query-param;name="id"`.
    /// - `signature.digest` (`required` or `if-present`, optional, default: `if-present`): Whether bodies must have a signed digest.
    /// - `signature.maxAgeSeconds` (double, optional, default: `60`, range: 1 to 3600), `signature.clockSkewSeconds` (double, optional,
    ///   default: `30`, range: 0 to 300): See ``SignatureFreshness``.
    /// - `signature.maxBodyBytes` (int, optional, default: `16777216`): The longest body whose digest is checked.
    /// - `signature.compatibility` (string array, optional): The names of ``CompatibilityForm``.
    /// - `publicOrigin` (string, optional): Where apps send requests to. See ``PublicOrigin``.
    /// - `trustedProxies`, `forwardedFields` (string arrays, optional): Whose word is taken for it, in place of `publicOrigin`. See
    ///   ``TrustedProxies``.
    ///
    /// - Parameters:
    ///   - config: The configuration.
    ///   - installation: Whether the app's installation must have signed, unless the configuration says.
    /// - Throws: ``ConfigurationError`` that names the key whose value makes no sense.
    public init(config: ConfigReader, installation: SigningRequirement = .required) throws(ConfigurationError) {
        self.init()
        let requirements = SigningRequirement.allCases
        self.installation = try config.word(forKey: "signature.install", among: requirements) ?? installation
        self.account = try config.word(forKey: "signature.account", among: requirements) ?? .off
        self.accountKeys = try config.accountSigningKeys()
        guard self.account == .off || !self.accountKeys.isEmpty else {
            throw ConfigurationError(key: "account.keys", message: "There are no account keys.")
        }
        self.requiredComponents = try config.components(forKey: "signature.components")
        self.bodyDigest = try config.word(forKey: "signature.digest", among: BodyDigestRule.allCases) ?? .ifPresent
        self.freshness = try config.signatureFreshness()
        if let length = try config.wholeNumber(forKey: "signature.maxBodyBytes") { self.maximumBodyLength = length }
        self.compatibility = Set(try config.words(forKey: "signature.compatibility", among: CompatibilityForm.allCases))
        self.origin = try config.originRule()
        self.mode = try config.word(forKey: "signature.mode", among: Enforcement.allCases) ?? .enforce
    }

    /// Whether no signature is looked at.
    package var isOff: Bool { self.installation == .off && self.account == .off }
}

extension ConfigReader {
    fileprivate func accountSigningKeys() throws(ConfigurationError) -> AccountSigningKeys {
        let key: ConfigKey = "account.keys"
        let texts = try self.words(forKey: key, isSecret: true)
        let derivation = try self.word(forKey: "account.keyMode", among: AccountSigningKeys.Derivation.allCases)
        do throws(KeyError) {
            return try AccountSigningKeys(spelled: texts, derivation: derivation ?? .direct)
        } catch {
            throw ConfigurationError(key: key.description, message: error.message)
        }
    }

    fileprivate func components(forKey key: ConfigKey) throws(ConfigurationError) -> [MessageComponent] {
        var components: [MessageComponent] = []
        for word in try self.words(forKey: key) {
            guard let component = MessageComponent(identifier: word) else {
                throw ConfigurationError(
                    key: key.description,
                    message: "These must be components such as @method or authorization."
                )
            }
            components.append(component)
        }
        return components
    }

    fileprivate func signatureFreshness() throws(ConfigurationError) -> SignatureFreshness {
        let standard = SignatureFreshness.standard
        let age = try self.number(forKey: "signature.maxAgeSeconds") ?? standard.maximumAgeSeconds
        let skew = try self.number(forKey: "signature.clockSkewSeconds") ?? standard.clockSkewSeconds
        do throws(PolicyError) {
            _ = try SignatureFreshness(maximumAgeSeconds: age)
        } catch {
            throw ConfigurationError(key: "signature.maxAgeSeconds", message: error.description)
        }
        do throws(PolicyError) {
            return try SignatureFreshness(clockSkewSeconds: skew, maximumAgeSeconds: age)
        } catch {
            throw ConfigurationError(key: "signature.clockSkewSeconds", message: error.description)
        }
    }

    fileprivate func originRule() throws(ConfigurationError) -> OriginRule {
        let proxies = try self.words(forKey: "trustedProxies")
        let fields = Set(try self.words(forKey: "forwardedFields", among: ForwardedField.allCases))
        if let text = try self.singleWord(forKey: "publicOrigin") {
            for (key, isSet) in [("trustedProxies", !proxies.isEmpty), ("forwardedFields", !fields.isEmpty)] where isSet
            {
                throw ConfigurationError(key: key, message: "With a public origin, nobody else is asked.")
            }
            do throws(PolicyError) {
                return .fixed(try PublicOrigin(text))
            } catch {
                throw ConfigurationError(key: "publicOrigin", message: error.description)
            }
        }
        guard !proxies.isEmpty || !fields.isEmpty else { return .ofRequest }
        guard !fields.isEmpty else {
            throw ConfigurationError(
                key: "forwardedFields",
                message: "Trusted proxies need the names of the fields that they write."
            )
        }
        do throws(PolicyError) {
            return .forwarded(try TrustedProxies(proxies, writing: fields))
        } catch {
            throw ConfigurationError(key: "trustedProxies", message: error.description)
        }
    }
}

#endif
