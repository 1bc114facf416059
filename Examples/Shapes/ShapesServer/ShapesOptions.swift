public import Approov
public import ApproovSettings
import HTTPTypes

/// What follows from bad tokens, and what is logged.
public struct ShapesOptions: Sendable {
    /// Whether requests with a bad token are refused (`APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN`).
    public var tokenMode: Enforcement

    /// Whether requests whose token is bound to something else are refused
    /// (`APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN_BINDING`).
    public var tokenBindingMode: Enforcement

    /// What to do with a token that is bound to nothing (`APPROOV_TOKEN_BINDING`), or `nil` to ignore bindings.
    public var bindingRequirement: TokenBinding.Requirement?

    /// Whether there is a log line for each check (`APPROOV_LOGGING_ENABLED`).
    public var isLoggingEnabled: Bool

    /// Makes options; without arguments, those of a server whose settings say nothing.
    public init(
        tokenMode: Enforcement = .enforce,
        tokenBindingMode: Enforcement = .enforce,
        bindingRequirement: TokenBinding.Requirement? = .ifPresent,
        isLoggingEnabled: Bool = true
    ) {
        self.tokenMode = tokenMode
        self.tokenBindingMode = tokenBindingMode
        self.bindingRequirement = bindingRequirement
        self.isLoggingEnabled = isLoggingEnabled
    }

    /// Reads the options.
    ///
    /// - Throws: ``StartUpFault`` if a variable has a value that it cannot have.
    public init(_ settings: Settings) throws(StartUpFault) {
        let refuses = try settings.flag("APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN", default: true)
        let refusesUnbound = try settings.flag("APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN_BINDING", default: true)
        self.tokenMode = refuses ? .enforce : .observe
        self.tokenBindingMode = refusesUnbound ? .enforce : .observe
        self.bindingRequirement = try settings.bindingRequirement(default: .ifPresent)
        self.isLoggingEnabled = try settings.flag("APPROOV_LOGGING_ENABLED", default: true)
    }

    /// What the route for shapes asks for.
    package var tokenPolicy: VerificationPolicy {
        var policy = VerificationPolicy.standard
        policy.tokenMode = self.tokenMode
        return policy
    }

    /// What the route for forms asks for.
    package var tokenBindingPolicy: VerificationPolicy {
        var policy = self.tokenPolicy
        policy.binding = self.bindingRequirement.map {
            TokenBinding(to: BoundField(.authorization), requirement: $0, mode: self.tokenBindingMode)
        }
        return policy
    }
}
