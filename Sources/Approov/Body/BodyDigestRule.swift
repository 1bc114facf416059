/// Whether the digest of a body must have been signed (RFC 9530).
///
/// A digest that a request states must be covered by its signatures and be right, whatever the rule.
public enum BodyDigestRule: String, Sendable, Hashable, CaseIterable {
    /// A body without a digest passes, and nothing is known of it: it may be another than the app has sent.
    ///
    /// Some of Approov's SDKs make a digest only if the app says that it is required.
    case ifPresent = "if-present"

    /// A body without a digest is refused.
    case required
}
