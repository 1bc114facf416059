/// Which of its two signatures an app has made, spelled as the label of the signature.
public enum SigningLabel: String, Sendable, Hashable, CaseIterable {
    /// That of the app's installation, in ECDSA on P-256.
    case installation = "install"

    /// That with the account's secret, in HMAC-SHA-256.
    case account
}
