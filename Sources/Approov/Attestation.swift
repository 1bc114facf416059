/// What is known to be true of a request that has been accepted: a genuine app sent it, moments ago.
///
/// Only a verifier makes one, so code that holds an attestation needs no further check.
///
/// ```swift
/// let attestation = try verifier.verify(RequestEvidence(request.head))
/// logger.info("Served", metadata: ["device": "\(attestation.claims.deviceID ?? "unknown")"])
/// ```
///
/// It says which *app* is calling, not which user.
public struct Attestation: Sendable {
    /// What the token says.
    public let claims: TokenClaims

    /// When the token expires.
    ///
    /// A connection that outlives it should ask for a new one.
    public let expiry: NumericDate

    /// Whether the token is bound to what the request carries.
    ///
    /// `false` if no binding was asked for, if an unbound token was let through, or if a mismatch was only observed.
    public let isBound: Bool

    /// The key with which the token was verified.
    public let key: VerificationKey

    /// The signatures over the request that were verified, at most one of each label.
    ///
    /// Empty if none was asked for, if an unsigned request was let through, or if a bad signature was only observed.
    public let signatures: [MessageSignature]

    /// What is left to do with the body, if the app has signed its digest, or must have.
    ///
    /// An edge that hands the body on does it.
    public let bodyVerification: BodyVerification?

    init(
        _ token: consuming FreshToken,
        isBound: Bool,
        signatures: [MessageSignature],
        bodyVerification: BodyVerification?
    ) {
        self.claims = token.claims
        self.expiry = token.expiry
        self.isBound = isBound
        self.key = token.key
        self.signatures = signatures
        self.bodyVerification = bodyVerification
    }
}

extension Attestation {
    /// The attestation of the request that is being handled, for code that has no access to the request.
    ///
    /// The edges set it around the handler.
    @TaskLocal public static var current: Attestation?
}
