#if Configuration

public import Configuration
import HTTPTypes

extension VerificationPolicy {
    /// Reads a policy from a configuration.
    ///
    /// ## Configuration keys
    /// - `tokenHeader` (string, optional, default: `Approov-Token`): The field that carries the token.
    /// - `tokenPrefix` (string, optional, default: none): What stands before the token, such as `Bearer`.
    /// - `tokenMode` (`enforce` or `observe`, optional, default: `enforce`): What follows from a bad token.
    /// - `clockSkewSeconds` (double, optional, default: `0`, range: 0 to 300): How far clocks may disagree.
    /// - `maximumLifetimeSeconds` (double, optional, default: none): How long before its expiry a token may be accepted.
    /// - `issuer`, `audience` (string, optional, default: any): The `iss` and `aud` that a token must have.
    /// - `bindingHeaders` (string array, optional, default: none): The fields that tokens are bound to, in order.
    /// - `tokenBinding` (`required`, `if-present` or `off`, optional, default: `required` if there are binding headers): Whether
    ///   tokens must be bound.
    /// - `tokenBindingMode` (`enforce` or `observe`, optional, default: `enforce`): What follows from a wrong binding.
    ///
    /// - Those of ``MessageSigning/init(config:installation:)``, of which `signature.install` is `off` by default.
    ///
    /// A key that is not there leaves its check as it is by default, so make sure that your provider reads all of your file:
    /// that of swift-configuration for `.env` files passes over lines that it does not understand, and takes a file with CRLF
    /// line ends for one line.
    ///
    /// - Throws: ``ConfigurationError`` that names the key whose value makes no sense.
    public init(config: ConfigReader) throws(ConfigurationError) {
        self.init()
        if let header = try config.headerName(forKey: "tokenHeader") { self.tokenField.name = header }
        self.tokenField.prefix = try config.singleWord(forKey: "tokenPrefix")
        self.tokenMode = try config.word(forKey: "tokenMode", among: Enforcement.allCases) ?? .enforce
        self.freshness = try config.freshness()
        self.expectations.issuer = try config.singleWord(forKey: "issuer")
        self.expectations.audience = try config.singleWord(forKey: "audience")
        self.binding = try config.tokenBinding()
        let signing = try MessageSigning(config: config, installation: .off)
        self.messageSigning = signing.isOff ? nil : signing
    }
}

extension ConfigReader {
    fileprivate func headerName(forKey key: ConfigKey) throws(ConfigurationError) -> HTTPField.Name? {
        guard let text = try self.text(forKey: key) else { return nil }
        return try self.headerName(text, forKey: key)
    }

    private func headerName(_ text: String, forKey key: ConfigKey) throws(ConfigurationError) -> HTTPField.Name {
        guard let name = HTTPField.Name(text.trimmingASCIIWhitespace()) else {
            throw ConfigurationError(key: key.description, message: "This is not the name of a header.")
        }
        return name
    }

    fileprivate func freshness() throws(ConfigurationError) -> Freshness {
        let skew = try self.number(forKey: "clockSkewSeconds") ?? 0
        let lifetime = try self.number(forKey: "maximumLifetimeSeconds")
        do throws(PolicyError) {
            _ = try Freshness(clockSkewSeconds: skew)
        } catch {
            throw ConfigurationError(key: "clockSkewSeconds", message: error.description)
        }
        do throws(PolicyError) {
            return try Freshness(clockSkewSeconds: skew, maximumLifetimeSeconds: lifetime)
        } catch {
            throw ConfigurationError(key: "maximumLifetimeSeconds", message: error.description)
        }
    }

    fileprivate func tokenBinding() throws(ConfigurationError) -> TokenBinding? {
        var fields: [BoundField] = []
        for text in try self.texts(forKey: "bindingHeaders") ?? [] {
            fields.append(BoundField(try self.headerName(text, forKey: "bindingHeaders")))
        }
        let choice = try self.word(forKey: "tokenBinding", among: BindingChoice.allCases)
        let mode = try self.word(forKey: "tokenBindingMode", among: Enforcement.allCases)
        let isWanted = !fields.isEmpty || mode != nil
        guard let requirement = (choice ?? (isWanted ? .required : .off)).requirement else { return nil }
        guard let first = fields.first else {
            throw ConfigurationError(key: "bindingHeaders", message: "A token binding needs at least one header.")
        }
        return TokenBinding(first, Array(fields.dropFirst()), requirement: requirement, mode: mode ?? .enforce)
    }
}

/// How a configuration spells whether tokens must be bound.
private enum BindingChoice: String, CaseIterable {
    case required
    case ifPresent = "if-present"
    case off

    var requirement: TokenBinding.Requirement? {
        switch self {
        case .required: .required
        case .ifPresent: .ifPresent
        case .off: nil
        }
    }
}

#endif
