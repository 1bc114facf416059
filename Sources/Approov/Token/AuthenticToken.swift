/// A token whose signature holds: Approov, or whoever else has the key, has issued it, and its claims may be read.
///
/// It says nothing about time, audience or binding: the token of yesterday is authentic too. What has passed every check is
/// an ``Attestation``.
public struct AuthenticToken: Sendable {
    /// What the token says.
    public let claims: TokenClaims

    /// The key with which the token was verified.
    public let key: VerificationKey
}
