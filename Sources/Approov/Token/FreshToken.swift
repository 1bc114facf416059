/// A token that is authentic, valid at the moment, and for this audience.
struct FreshToken: Sendable {
    /// What the token says.
    let claims: TokenClaims

    /// The key with which the token was verified.
    let key: VerificationKey

    /// When the token expires.
    let expiry: NumericDate

    /// The moment.
    let verifiedAt: NumericDate

    init(_ token: consuming AuthenticToken, expiry: NumericDate, verifiedAt: NumericDate) {
        self.claims = token.claims
        self.key = token.key
        self.expiry = expiry
        self.verifiedAt = verifiedAt
    }
}
