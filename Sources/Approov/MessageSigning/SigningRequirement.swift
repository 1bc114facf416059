/// Whether a request must be signed.
public enum SigningRequirement: String, Sendable, Hashable, CaseIterable {
    /// Signatures are not looked at.
    case off

    /// A signature that is there must be right, and a request without one passes.
    ///
    /// It defends against nothing, since whoever alters a request can take the signature away. Use it while apps that sign are
    /// rolling out: the SDK sends a request unsigned when signing fails, and the tokens of Approov's failover service carry no key
    /// that a signature could be verified with.
    case ifPresent = "if-present"

    /// The request must be signed, and the token must carry or name the key.
    case required
}
