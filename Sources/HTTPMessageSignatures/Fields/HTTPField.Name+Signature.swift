public import HTTPTypes

extension HTTPField.Name {
    /// `Signature`, which holds signatures by label (RFC 9421 section 4.2).
    public static let signature = Self.known("Signature")

    /// `Signature-Input`, which says what the signatures cover (RFC 9421 section 4.1).
    public static let signatureInput = Self.known("Signature-Input")

    /// `Content-Digest`, which holds digests of the body (RFC 9530 section 2).
    public static let contentDigest = Self.known("Content-Digest")

    /// `Signature-Base-Digest`, which Approov's clients add for debugging: digests of signature bases by label.
    package static let signatureBaseDigest = Self.known("Signature-Base-Digest")

    // swift-format-ignore: NeverForceUnwrap
    private static func known(_ name: String) -> Self { Self(name)! }
}
