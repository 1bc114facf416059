extension Rejection {
    /// The one-word reason of a rejection.
    ///
    /// The list is closed: a code is added with a minor version and never changes its spelling, so that dashboards and
    /// alerts keep working. ``description`` is that spelling.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Wrapped: String, CaseIterable {
            case missingToken, clientStatus, duplicateHeader, tokenTooLong
            case malformedToken, encryptedToken, algorithmNotAllowed, unknownKey, invalidSignature
            case missingExpiry, invalidClaim, expired, notYetValid, lifetimeTooLong, issuerMismatch, audienceMismatch
            case bindingHeaderMissing, bindingClaimMissing, bindingMismatch
            case signatureMissing, signatureMalformed, signatureAlgorithmNotAllowed, signatureKeyMissing
            case signatureCoverageInsufficient, signatureExpired, messageSignatureInvalid
            case digestMissing, digestMismatch, bodyTooLarge, replayed
            case keysUnavailable
        }

        private let wrapped: Wrapped

        private init(_ wrapped: Wrapped) {
            self.wrapped = wrapped
        }

        /// Every code, those of one concern together.
        public static let all: [Self] = Wrapped.allCases.map(Self.init)

        /// The code as it is spelled in logs, metrics and spans.
        public var description: String { self.wrapped.rawValue }

        // MARK: The evidence

        /// The request carries no token.
        ///
        /// Usually an app build that does not yet call the SDK, a domain that is not enrolled, or no app at all.
        public static let missingToken = Self(.missingToken)

        /// The request carries an SDK status word, such as `NO_NETWORK`, where the token belongs.
        ///
        /// An honest app says that it could not fetch a token. It proves nothing.
        public static let clientStatus = Self(.clientStatus)

        /// A header that must be unique came more than once, even if with the same value.
        public static let duplicateHeader = Self(.duplicateHeader)

        /// The token's header value is longer than the policy's limit.
        public static let tokenTooLong = Self(.tokenTooLong)

        // MARK: The token

        /// The token is not a strict compact JWS with a JSON object as header and as payload.
        public static let malformedToken = Self(.malformedToken)

        /// The token is encrypted (compact JWE), which this verifier does not open.
        public static let encryptedToken = Self(.encryptedToken)

        /// The token names an algorithm that none of the keys it could be verified with carries.
        public static let algorithmNotAllowed = Self(.algorithmNotAllowed)

        /// The token names a key (`kid`) that is not configured, or names none where one is needed.
        public static let unknownKey = Self(.unknownKey)

        /// The token's signature does not verify: a forgery, a token of another account, or an app that failed attestation.
        public static let invalidSignature = Self(.invalidSignature)

        // MARK: The claims

        /// The token has no `exp` claim.
        public static let missingExpiry = Self(.missingExpiry)

        /// A claim that a check needs has the wrong type, or a date that is not finite.
        public static let invalidClaim = Self(.invalidClaim)

        /// The token has expired.
        ///
        /// The SDK fetches a new one; a burst of these is a wrong clock.
        public static let expired = Self(.expired)

        /// The token is not valid yet (`nbf`), or claims to be issued in the future (`iat`).
        public static let notYetValid = Self(.notYetValid)

        /// The token lives longer than the policy allows, as long-lived tokens do.
        public static let lifetimeTooLong = Self(.lifetimeTooLong)

        /// The token was not issued by the expected issuer (`iss`).
        public static let issuerMismatch = Self(.issuerMismatch)

        /// The token was not issued for the expected audience (`aud`).
        public static let audienceMismatch = Self(.audienceMismatch)

        // MARK: The binding

        /// The request lacks a header to which its token should be bound, or the header is empty.
        public static let bindingHeaderMissing = Self(.bindingHeaderMissing)

        /// The token is bound to nothing (no `pay` claim) where a binding is required.
        public static let bindingClaimMissing = Self(.bindingClaimMissing)

        /// The token is bound to something else than this request carries.
        public static let bindingMismatch = Self(.bindingMismatch)

        // MARK: The message signature

        /// The request is not signed where a signature is required.
        public static let signatureMissing = Self(.signatureMissing)

        /// The signature fields are not what RFC 9421 prescribes.
        public static let signatureMalformed = Self(.signatureMalformed)

        /// The signature names another algorithm than its key has.
        public static let signatureAlgorithmNotAllowed = Self(.signatureAlgorithmNotAllowed)

        /// The token carries no key with which the signature could be verified.
        public static let signatureKeyMissing = Self(.signatureKeyMissing)

        /// The signature leaves out a part of the request that it must cover.
        public static let signatureCoverageInsufficient = Self(.signatureCoverageInsufficient)

        /// The signature was made too long ago, or claims to be made in the future.
        public static let signatureExpired = Self(.signatureExpired)

        /// The signature does not verify: the request is not the one the app signed.
        public static let messageSignatureInvalid = Self(.messageSignatureInvalid)

        /// The request has a body and no digest of it that is covered by the signature.
        public static let digestMissing = Self(.digestMissing)

        /// The body is not the one whose digest was signed.
        public static let digestMismatch = Self(.digestMismatch)

        /// The body is longer than the limit up to which its digest is computed.
        public static let bodyTooLarge = Self(.bodyTooLarge)

        /// The same signed request was accepted before.
        public static let replayed = Self(.replayed)

        // MARK: The verifier itself

        /// There are no keys to verify with.
        ///
        /// The fault is the server's, not the caller's.
        public static let keysUnavailable = Self(.keysUnavailable)
    }
}
