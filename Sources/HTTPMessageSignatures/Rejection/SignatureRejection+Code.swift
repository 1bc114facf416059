extension SignatureRejection {
    /// The one-word reason of a rejection.
    ///
    /// The list is closed: a code is added with a minor version and never changes its spelling.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Wrapped: String, CaseIterable {
            case missingSignature, malformedSignature, duplicateName, limitExceeded
            case unsupportedComponent, unavailableComponent, unsafeValue
            case unsupportedParameter, missingParameter, algorithmMismatch, insufficientCoverage
            case wrongSignatureLength, invalidSignature
            case missingDigest, malformedDigest, unsupportedDigest, bodyTooLarge, digestMismatch
        }

        private let wrapped: Wrapped

        private init(_ wrapped: Wrapped) {
            self.wrapped = wrapped
        }

        /// Every code.
        public static let all: [Self] = Wrapped.allCases.map(Self.init)

        /// The code as one word.
        public var description: String { self.wrapped.rawValue }

        // MARK: The fields

        /// `Signature-Input`, `Signature`, or the asked label in either, is not there.
        public static let missingSignature = Self(.missingSignature)

        /// The signature fields are not what RFC 9421 prescribes: not a dictionary, or a member of the wrong type.
        public static let malformedSignature = Self(.malformedSignature)

        /// A label, a component or a parameter came twice, so that it is not clear which one is meant.
        public static let duplicateName = Self(.duplicateName)

        /// The fields, the number of names in them, or the signature base exceed a limit of ``SignatureLimits``.
        public static let limitExceeded = Self(.limitExceeded)

        // MARK: The components

        /// A covered component is unknown, is not one of requests, or has parameters that it cannot have.
        public static let unsupportedComponent = Self(.unsupportedComponent)

        /// The message does not have a covered component, or has no single value for it.
        public static let unavailableComponent = Self(.unavailableComponent)

        /// The value of a covered component has a line break or another character that no signature base can hold.
        public static let unsafeValue = Self(.unsafeValue)

        // MARK: The parameters

        /// The signature has a parameter that RFC 9421 does not know, or one of the wrong type.
        public static let unsupportedParameter = Self(.unsupportedParameter)

        /// The signature lacks a parameter that the caller requires.
        public static let missingParameter = Self(.missingParameter)

        /// The `alg` parameter names another algorithm than the key is for.
        public static let algorithmMismatch = Self(.algorithmMismatch)

        /// The signature does not cover a component that the caller requires.
        public static let insufficientCoverage = Self(.insufficientCoverage)

        // MARK: The signature

        /// The signature does not have the length of the key's algorithm, as when ECDSA is sent in DER.
        public static let wrongSignatureLength = Self(.wrongSignatureLength)

        /// The signature is not that of this message with this key.
        public static let invalidSignature = Self(.invalidSignature)

        // MARK: The digest

        /// The message has no `Content-Digest`.
        public static let missingDigest = Self(.missingDigest)

        /// `Content-Digest` is not a dictionary of byte sequences, or a digest does not have the length of its algorithm.
        public static let malformedDigest = Self(.malformedDigest)

        /// `Content-Digest` has neither `sha-256` nor `sha-512`.
        public static let unsupportedDigest = Self(.unsupportedDigest)

        /// The body is longer than the caller allows.
        public static let bodyTooLarge = Self(.bodyTooLarge)

        /// The body does not have one of the digests that the message states.
        public static let digestMismatch = Self(.digestMismatch)
    }
}
