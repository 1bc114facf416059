/// Why a key is not used.
///
/// It is thrown while a verifier or a signer is set up, never by a verification.
public struct SignatureKeyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in a sentence that does not quote the key.
    public let description: String
}
