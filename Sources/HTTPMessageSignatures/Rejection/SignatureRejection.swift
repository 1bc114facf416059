/// Why a signature or a digest was refused: a code for programs and a message for operators.
///
/// The message names components, labels and lengths, and never quotes a value of the message, a signature or a key.
///
/// Equality compares everything; compare ``code`` when the code is what you mean.
public struct SignatureRejection: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was found, as one word.
    public let code: Code

    /// What was found, in a sentence for an operator.
    public let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The code and the message.
    public var description: String { "\(self.code): \(self.message)" }
}
