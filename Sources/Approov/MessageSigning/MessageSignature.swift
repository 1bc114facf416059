public import HTTPMessageSignatures

/// A signature that has been verified: with a key of a genuine token, over everything that the policy demands, and in time.
///
/// Only a verifier makes one. See ``Attestation/signatures``.
public struct MessageSignature: Sendable {
    /// Who has signed.
    public let label: SigningLabel

    /// What has been signed, and what the signature says of itself.
    public let signature: VerifiedSignature

    /// The deviations from the RFC without which the signature would not have verified.
    public let compatibilityForms: Set<CompatibilityForm>

    /// When the signature will have ceased to be valid, with the skew that is allowed for.
    ///
    /// Until then the same request could be sent again.
    public let end: NumericDate

    init(
        _ label: SigningLabel,
        _ signature: VerifiedSignature,
        in compatibilityForms: Set<CompatibilityForm>,
        until end: NumericDate
    ) {
        self.label = label
        self.signature = signature
        self.compatibilityForms = compatibilityForms
        self.end = end
    }
}

extension MessageSignature: CustomStringConvertible {
    /// Who has signed, and what is covered.
    public var description: String {
        "\(self.label.rawValue): \(self.signature.components.map(\.description).joined(separator: " "))"
    }
}
