/// Why a source has no keys to offer at the moment.
///
/// It is thrown before there is anything that could be a key; a ``KeyError`` says what is wrong with keys that were read.
public struct KeySourceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of fault, for programs.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Wrapped: String { case unreachable, timedOut, refused, tooLarge, unexpectedForm, beingWritten }

        private let wrapped: Wrapped

        /// The code as one word.
        public var description: String { self.wrapped.rawValue }

        /// There is nothing that could be read: no such file, no permission, no connection.
        public static let unreachable = Self(wrapped: .unreachable)

        /// The answer took too long.
        public static let timedOut = Self(wrapped: .timedOut)

        /// A server answered, but not with keys.
        public static let refused = Self(wrapped: .refused)

        /// There is more to read than a document with keys can have.
        public static let tooLarge = Self(wrapped: .tooLarge)

        /// What was read is of another kind than documents with keys are.
        public static let unexpectedForm = Self(wrapped: .unexpectedForm)

        /// A file is changing while it is read.
        public static let beingWritten = Self(wrapped: .beingWritten)
    }

    /// The kind of fault.
    public let code: Code

    /// What is wrong, in a sentence.
    public let message: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The kind of fault.
    ///   - message: What is wrong, in a sentence that is logged: without anything secret, and without what a stranger wrote.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What is wrong, in a sentence.
    public var description: String { self.message }
}
