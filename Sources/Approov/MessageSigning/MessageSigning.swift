public import HTTPMessageSignatures

/// What the signatures must prove with which an app signs its requests (RFC 9421).
///
/// A token can be stolen and used with other requests; a signed request can only be sent as it is. Turn message signing on for
/// the account and in the app, then demand it here:
///
/// ```swift
/// var policy = VerificationPolicy.standard
/// policy.messageSigning = MessageSigning(origin: .fixed(try PublicOrigin("https://api.example.com")))
/// ```
///
/// An app can make two signatures. That of its *installation* is made with a key that never leaves the device, and whose public
/// half the token carries (`ipk`). That of the *account* is made with a secret that attested apps are given, and which the token
/// names (`mskid`). Either counts only together with the token, so a signature must cover the token's field.
///
/// A signature says nothing of the body unless it covers `Content-Digest`. See ``bodyDigest`` and ``BodyVerification``.
///
/// A signed request can be sent again while its signature is fresh. See ``ReplayGuard``.
public struct MessageSigning: Sendable {
    /// Whether the installation of the app must have signed the request: the signature with the label `install`.
    public var installation: SigningRequirement

    /// Whether the request must be signed with the account's key: the signature with the label `account`.
    public var account: SigningRequirement

    /// The account's keys.
    public var accountKeys: AccountSigningKeys

    /// What a signature must cover besides the method, the target and the token.
    public var requiredComponents: [MessageComponent] = []

    /// What is asked of the body.
    public var bodyDigest: BodyDigestRule = .ifPresent

    /// The greatest length, in bytes, of a body whose digest is checked.
    public var maximumBodyLength = 16 << 20

    /// When a signature is valid.
    public var freshness: SignatureFreshness = .standard

    /// Where the app has sent the request to.
    public var origin: OriginRule

    /// The deviations from the RFC that are accepted, for the sake of apps that are in use; by default none.
    public var compatibility: Set<CompatibilityForm> = []

    /// How much a message may ask of the verifier.
    public var limits: SignatureLimits = .standard

    /// What follows when the check fails.
    public var mode: Enforcement = .enforce

    /// Demands the signature of the installation, or whatever else is said.
    ///
    /// - Parameters:
    ///   - installation: Whether the installation of the app must have signed.
    ///   - account: Whether the request must be signed with the account's key, which then is one of `accountKeys`.
    ///   - accountKeys: The account's keys.
    ///   - origin: Where the app has sent the request to: state it if a proxy stands before the server.
    public init(
        installation: SigningRequirement = .required,
        account: SigningRequirement = .off,
        accountKeys: AccountSigningKeys = .none,
        origin: OriginRule = .ofRequest
    ) {
        self.installation = installation
        self.account = account
        self.accountKeys = accountKeys
        self.origin = origin
    }
}
