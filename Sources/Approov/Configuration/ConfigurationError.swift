#if Configuration

/// Why a configuration cannot be used: the key, and what is wrong with its value.
///
/// The value itself is never quoted.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The key as the verifier knows it, without the prefix that the application has scoped it with.
    public let key: String

    /// What is wrong, in a sentence.
    public let message: String

    /// The key and what is wrong with it.
    public var description: String { "\(self.key): \(self.message)" }
}

#endif
