/// What a request must bring to be accepted.
///
/// Every default is the strict one, except that nothing is expected which an Approov account does not send by default: no
/// binding, no signature, no issuer, no audience.
///
/// ```swift
/// var policy = VerificationPolicy.standard
/// policy.binding = TokenBinding(to: BoundField(.authorization))
/// policy.expectations.audience = "api.example.com"
/// ```
public struct VerificationPolicy: Sendable {
    /// Where the token is.
    public var tokenField: TokenField = .approovToken

    /// The greatest length of the token's header value, in bytes.
    ///
    /// A longer one is refused unread.
    public var maximumTokenLength = UnverifiedToken.standardMaximumLength

    /// When the token is valid.
    public var freshness: Freshness = .standard

    /// Who must have issued the token, and for whom.
    public var expectations = TokenExpectations()

    /// What follows when the token is missing or bad.
    public var tokenMode: Enforcement = .enforce

    /// What the token must be bound to, or `nil` to ignore bindings.
    public var binding: TokenBinding?

    /// What the signatures over the request must prove, or `nil` to ignore signatures.
    public var messageSigning: MessageSigning?

    /// Makes the standard policy.
    public init() {}

    /// A genuine, fresh token in `Approov-Token`; nothing more.
    public static let standard = VerificationPolicy()
}
