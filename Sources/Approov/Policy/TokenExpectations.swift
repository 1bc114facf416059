/// Who must have issued a token, and for whom.
///
/// Both claims are absent unless the account's policy switches them on. The account secret is shared by all API domains of
/// an account, so ``audience`` is the only defence against a token that was fetched for another one.
public struct TokenExpectations: Sendable, Hashable {
    /// The issuer (`iss`) that the token must name exactly, or `nil` to ignore the claim.
    public var issuer: String?

    /// The audience (`aud`) that the token must name exactly, alone or among others, or `nil` to ignore the claim.
    public var audience: String?

    /// Makes expectations; without arguments, none.
    public init(issuer: String? = nil, audience: String? = nil) {
        self.issuer = issuer
        self.audience = audience
    }

    func check(_ claims: TokenClaims) throws(Rejection) {
        if let issuer = self.issuer {
            guard claims.issuer?.utf8.elementsEqual(issuer.utf8) == true else {
                throw Rejection(.issuerMismatch, check: .token, message: "The token has another issuer (iss) or none.")
            }
        }
        if let audience = self.audience {
            guard claims.audience.contains(where: { $0.utf8.elementsEqual(audience.utf8) }) else {
                throw Rejection(
                    .audienceMismatch,
                    check: .token,
                    message: "The token has another audience (aud) or none."
                )
            }
        }
    }
}
