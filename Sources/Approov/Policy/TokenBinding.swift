import Crypto
import HTTPMessageSignatures
import StrictJSON

/// What tokens must be bound to, so that a stolen one is useless with anything else.
///
/// The app hands the SDK a value, usually that of its `Authorization` header; the token then carries its hash (`pay`). Bind
/// to the user's credential and a token stolen from one user does not work for another.
///
/// ```swift
/// policy.binding = TokenBinding(to: BoundField(.authorization))
/// ```
///
/// The app must bind the same bytes, scheme and space included: `Bearer abc` and `abc` are different bindings. Several
/// fields are bound as one value, in order and without a separator, so `ab` and `c` is the same binding as `a` and `bc`:
/// avoid two fields that a caller can write freely.
///
/// A bound field must be there exactly once and not be empty. Bytes count as they were received, except for white space at
/// either end.
public struct TokenBinding: Sendable {
    /// What to do with a token that is bound to nothing.
    public enum Requirement: String, Sendable, Hashable, CaseIterable {
        /// Refuse it.
        case required

        /// Accept it: the tokens that Approov's failover service issues are bound to nothing.
        case ifPresent
    }

    /// The fields, in the order in which their values are put together.
    ///
    /// There is at least one.
    public let fields: [BoundField]

    /// What to do with a token that is bound to nothing.
    public var requirement: Requirement

    /// What follows when the check fails.
    public var mode: Enforcement

    /// Makes a binding to one field, or to several put together.
    public init(
        to first: BoundField,
        _ others: BoundField...,
        requirement: Requirement = .required,
        mode: Enforcement = .enforce
    ) {
        self.init(first, others, requirement: requirement, mode: mode)
    }

    init(_ first: BoundField, _ others: [BoundField], requirement: Requirement, mode: Enforcement) {
        self.fields = [first] + others
        self.requirement = requirement
        self.mode = mode
    }

    /// Returns whether the token is bound to what the request carries; not, if it is bound to nothing and need not be.
    ///
    /// Without the claims of a genuine token, nothing can be bound.
    func check(_ evidence: RequestEvidence, against claims: TokenClaims?) throws(Rejection) -> Bool {
        let digest = try self.digest(of: evidence)
        if let claims, claims.object["pay"] == nil, self.requirement == .ifPresent { return false }
        guard let digest else {
            throw Self.rejection(.bindingHeaderMissing, "A header to which tokens are bound is missing or empty.")
        }
        guard let claims else {
            throw Self.rejection(.bindingMismatch, "There is no genuine token that could be bound to the request.")
        }
        guard let pay = claims.object["pay"] else {
            throw Self.rejection(.bindingClaimMissing, "The token is bound to nothing (pay).")
        }
        guard Self.spells(pay, in: claims.object.bytes.span, digest) else {
            throw Self.rejection(
                .bindingMismatch,
                "The token is bound to something else than the request carries (pay)."
            )
        }
        return true
    }

    /// Returns the hash of the bound bytes, or nothing if a field is missing or empty.
    private func digest(of evidence: RequestEvidence) throws(Rejection) -> SHA256Digest? {
        var hash = SHA256()
        var isComplete = true
        for bound in self.fields {
            switch evidence.occurrence(of: bound.name) {
            case .repeated:
                throw Self.rejection(.duplicateHeader, "A header to which tokens are bound is there more than once.")
            case .once(let index):
                let isBound = try evidence.withValue(at: index) { value throws(Rejection) in
                    try bound.withBoundBytes(of: value.extracting(value.rangeWithoutWhitespace)) {
                        bytes throws(Rejection) in
                        guard !Self.isDoubtful(bytes) else {
                            throw Self.rejection(.bindingMismatch, "A header to which tokens are bound is not UTF-8.")
                        }
                        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
                        return !bytes.isEmpty
                    }
                }
                isComplete = isComplete && isBound
            case .missing:
                isComplete = false
            }
        }
        return isComplete ? hash.finalize() : nil
    }

    /// Returns whether the bytes hold U+FFFD.
    ///
    /// SwiftNIO puts it in place of bytes that are not UTF-8, and then nobody knows what was received.
    private static func isDoubtful(_ bytes: Span<UInt8>) -> Bool {
        var start = 0
        while let index = bytes.position(of: 0xEF, from: start), index + 2 < bytes.count {
            if bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBD { return true }
            start = index + 1
        }
        return false
    }

    /// Returns whether the claim spells the digest in canonical padded base64, the one spelling that Approov uses.
    private static func spells(_ claim: JSONSlice, in bytes: Span<UInt8>, _ digest: SHA256Digest) -> Bool {
        func spells(_ text: Span<UInt8>) -> Bool {
            let isEqual = Base64.standard.withDecoded(text) { hash in
                unsafe hash.withUnsafeBytes { unsafe digest == OneRegion(bytes: $0) }
            }
            return isEqual ?? false
        }
        return switch claim.kind {
        case .plainString: spells(bytes.extracting(claim.range))
        case .escapedString: spells(claim.unescaped(in: bytes).span)
        default: false
        }
    }

    private static func rejection(_ code: Rejection.Code, _ message: String) -> Rejection {
        Rejection(code, check: .binding, message: message)
    }
}
