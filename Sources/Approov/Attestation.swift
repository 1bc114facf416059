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
    /// One reference to everything: servers copy an attestation with the context of a request, again and again.
    private final class Contents: Sendable {
        let token: FreshToken
        let isBound: Bool
        let signatures: [MessageSignature]
        let bodyVerification: BodyVerification?

        init(
            _ token: consuming FreshToken,
            isBound: Bool,
            signatures: [MessageSignature],
            bodyVerification: BodyVerification?
        ) {
            self.token = token
            self.isBound = isBound
            self.signatures = signatures
            self.bodyVerification = bodyVerification
        }
    }

    private let contents: Contents

    init(
        _ token: consuming FreshToken,
        isBound: Bool,
        signatures: [MessageSignature],
        bodyVerification: BodyVerification?
    ) {
        self.contents = Contents(
            token,
            isBound: isBound,
            signatures: signatures,
            bodyVerification: bodyVerification
        )
    }

    /// What the token says.
    public var claims: TokenClaims { self.contents.token.claims }

    /// When the token expires.
    ///
    /// A connection that outlives it should ask for a new one.
    public var expiry: NumericDate { self.contents.token.expiry }

    /// Whether the token is bound to what the request carries.
    ///
    /// `false` if no binding was asked for, if an unbound token was let through, or if a mismatch was only observed.
    public var isBound: Bool { self.contents.isBound }

    /// The key with which the token was verified.
    public var key: VerificationKey { self.contents.token.key }

    /// The signatures over the request that were verified, at most one of each label.
    ///
    /// Empty if none was asked for, if an unsigned request was let through, or if a bad signature was only observed.
    public var signatures: [MessageSignature] { self.contents.signatures }

    /// What is left to do with the body, if the app has signed its digest, or must have.
    ///
    /// An edge that hands the body on does it.
    public var bodyVerification: BodyVerification? { self.contents.bodyVerification }
}

extension Attestation: CustomStringConvertible, CustomReflectable {
    /// The names of the claims, the key, and what else has been verified; no values.
    public var description: String {
        "Attestation(\(self.claims), \(self.key), isBound: \(self.isBound), signatures: \(self.signatures))"
    }

    /// A mirror without children, so that `dump` shows no value either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Attestation {
    /// The attestation of the request that is being handled, for code that has no access to the request.
    ///
    /// The edges set it around the handler.
    @TaskLocal public static var current: Attestation?
}
