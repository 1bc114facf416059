/// A secret as a text spells it, in standard base64 or in base64url.
///
/// Where somebody says which of the two it is, that is what ``VerificationKey`` takes; here it is told from the characters that
/// only one of them has. A text without any spells the same bytes in both.
package struct SecretText: Sendable {
    /// The characters that a secret is spelled with.
    package enum Alphabet: String, Sendable {
        /// `+` and `/` beside letters and digits (RFC 4648 section 4).
        case base64

        /// `-` and `_` beside letters and digits (RFC 4648 section 5).
        case base64URL = "base64url"

        /// Letters and digits alone, which are the same in both.
        case either = "base64 and base64url"
    }

    /// The secret.
    package let bytes: [UInt8]

    /// What the text is spelled with.
    package let alphabet: Alphabet

    /// Reads a text, with or without padding.
    ///
    /// White space around it is ignored.
    package init(_ text: String) throws(KeyError) {
        let text = text.trimmingASCIIWhitespace()
        let (standard, url) = (Base64.standardLenient.decode(text), Base64.urlLenient.decode(text))
        guard let bytes = standard ?? url else {
            throw KeyError(.malformed, "The secret is neither base64 nor base64url.")
        }
        self.bytes = bytes
        self.alphabet = standard == nil ? .base64URL : url == nil ? .base64 : .either
    }
}

extension SecretText: CustomStringConvertible, CustomReflectable {
    /// A placeholder.
    package var description: String { "SecretText(…)" }

    /// A mirror without children, so that `dump` does not show the secret.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
