/// Why a policy makes no sense.
///
/// Thrown while a verifier is set up, never by a verification.
public struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in a sentence.
    public let description: String

    package init(_ description: String) {
        self.description = description
    }
}
