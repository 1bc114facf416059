/// Why a key, or a document with keys, cannot be used.
///
/// It is thrown while a verifier is set up, never by a verification. The description names what is wrong and never quotes
/// the key.
public struct KeyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of fault, for programs.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Wrapped: String { case malformed, weak, ambiguous, unsupported, notPublic }

        private let wrapped: Wrapped

        /// The code as one word.
        public var description: String { self.wrapped.rawValue }

        /// The text or document is not what it should be.
        public static let malformed = Self(wrapped: .malformed)

        /// The key is too short for its algorithm, or has parameters that make it weak.
        public static let weak = Self(wrapped: .weak)

        /// It is not clear which key, or which algorithm, is meant.
        public static let ambiguous = Self(wrapped: .ambiguous)

        /// The key is of a kind, for a use, or for an algorithm that tokens are not verified with.
        public static let unsupported = Self(wrapped: .unsupported)

        /// The document holds a secret where only public keys belong.
        public static let notPublic = Self(wrapped: .notPublic)
    }

    /// The kind of fault.
    public let code: Code

    /// What is wrong, in a sentence.
    public let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What is wrong, in a sentence.
    public var description: String { self.message }
}
