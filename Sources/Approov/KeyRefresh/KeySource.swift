/// Where keys come from, and come from again when they change: a file, an address, a vault.
///
/// A ``KeyRefresher`` asks a source at its own times, one question at a time, and keeps the keys that it has whenever the source
/// throws. Make a source of your own for keys that live elsewhere:
///
/// ```swift
/// struct VaultKeySource: KeySource {
///     let name = "vault"
///     let vault: any Vault
///
///     func keys(since version: String?) async throws -> KeyUpdate {
///         let secret = try await self.vault.secret(named: "approov", since: version)
///         guard let secret else { return .unchanged() }
///         return .changed(to: KeyRing(try VerificationKey(base64Secret: secret.text)), version: secret.version)
///     }
/// }
/// ```
///
/// A source must return soon after its task is cancelled, since that is how a refresher ends one that takes too long. Of its
/// errors, ``KeyError`` and ``KeySourceError`` are logged with what they say, and any other with its type alone.
public protocol KeySource: Sendable {
    /// The source in one word of a small set, which log lines and metrics name it by.
    var name: String { get }

    /// Returns the keys of this moment.
    ///
    /// - Parameter version: The ``KeyUpdate/version`` of the last answer, so that the source can say that nothing has changed;
    ///   `nil` if it must return the keys whatever it knows.
    /// - Returns: The keys, or that they are still those of that version.
    /// - Throws: An error if the keys cannot be had.
    func keys(since version: String?) async throws -> KeyUpdate
}
