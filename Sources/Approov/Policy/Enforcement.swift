/// What follows from a failed check.
///
/// A check that is observed is made, counted and logged like any other, and lets the request pass. Observe when the first
/// apps that send tokens are still rolling out; enforce when the counters show that only strangers fail. While you observe,
/// a handler may find no attestation: a context that demands one refuses as if the check were enforced.
public enum Enforcement: String, Sendable, Hashable, CaseIterable {
    /// The request is refused.
    case enforce

    /// The request passes, and the rejection is noted. See ``Verdict/observed(_:attestation:)``.
    case observe
}
