/// A text that has the shape of a signed token: three parts, of which the first is a header.
///
/// Nothing is trusted yet.
///
/// You need this type only to check a token by hand; ``ApproovVerifier`` goes all the way.
///
/// ```swift
/// let token = try UnverifiedToken(parsing: text).authenticated(by: ring)
/// ```
public struct UnverifiedToken: Sendable {
    /// The greatest length of a token, in bytes, unless another is given.
    ///
    /// A token with every claim has about 700.
    public static let standardMaximumLength = 8192

    private let text: [UInt8]

    /// Makes a token of the compact serialization (RFC 7515 section 7.1).
    ///
    /// - Parameters:
    ///   - text: The token alone, without prefix or white space.
    ///   - maximumLength: The greatest length in bytes. A longer text is rejected unread.
    /// - Throws: ``Rejection`` with the code `tokenTooLong`, `malformedToken`, `encryptedToken` or `algorithmNotAllowed`.
    public init(parsing text: String, maximumLength: Int = Self.standardMaximumLength) throws(Rejection) {
        guard text.utf8.count <= maximumLength else {
            throw Rejection(.tokenTooLong, check: .token, message: "The token is longer than \(maximumLength) bytes.")
        }
        let bytes = Array(text.utf8)
        _ = try ParsedToken(bytes.span)
        self.text = bytes
    }

    /// Returns the token with its claims if its signature is that of one of the keys.
    ///
    /// The payload is not looked at before. A genuine token may have expired, or be bound to another request.
    ///
    /// - Throws: ``Rejection`` with the code `keysUnavailable`, `algorithmNotAllowed`, `unknownKey`, `invalidSignature`, or
    ///   `malformedToken` if the payload is not a JSON object.
    public func authenticated(by ring: KeyRing) throws(Rejection) -> AuthenticToken {
        let text = self.text.span
        return try ParsedToken(text).authenticated(text, by: ring)
    }
}

extension UnverifiedToken: CustomStringConvertible, CustomReflectable {
    /// A placeholder: a token is a credential until it expires.
    public var description: String { "UnverifiedToken(…)" }

    /// A mirror without children, so that `dump` does not show the token.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
