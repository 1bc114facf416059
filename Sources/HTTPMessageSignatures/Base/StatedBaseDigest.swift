import Crypto
package import HTTPTypes
import RawStructuredFieldValues

/// What a request's `Signature-Base-Digest` says of the base that its signature was made for.
///
/// Clients of Approov add the field for debugging: a dictionary with the SHA-256 digest of the base, under the label of the
/// signature or, in older clients, under `sha-256`. Anybody can write it, so it decides nothing; it tells an operator
/// whether the signer signed something else, or signed the same with another key.
package enum StatedBaseDigest: Sendable, Hashable {
    /// The request says nothing of the signature with this label.
    case missing

    /// The field is not a dictionary within the limits, or what it holds is not a SHA-256 digest.
    case malformed

    /// The signer had the same base.
    case equal

    /// The signer had another base.
    case different

    /// Compares the digest that the fields state for a label with that of the base.
    package init(
        in fields: HTTPFields,
        labelled label: String,
        of base: SignatureBase,
        limits: SignatureLimits = .standard
    ) {
        guard let text = fields.combinedBytes(of: .signatureBaseDigest) else {
            self = .missing
            return
        }
        guard let members = try? StructuredFieldReader(limits: limits).dictionary(text) else {
            self = .malformed
            return
        }
        guard let member = members[label] ?? members["sha-256"] else {
            self = .missing
            return
        }
        guard let digest = SignatureEncoding.byteSequence.bytes(of: member), digest.count == SHA256.byteCount else {
            self = .malformed
            return
        }
        self = SHA256.hash(data: base.bytes) == digest ? .equal : .different
    }
}
