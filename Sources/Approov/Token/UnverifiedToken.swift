import StrictJSON

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
    private let parts: TokenParts
    private let header: TokenHeader
    private let signature: [UInt8]

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
        try self.init(Array(text.utf8))
    }

    init(_ text: [UInt8]) throws(Rejection) {
        let span = text.span
        let parts = try TokenParts(of: span)
        self.header = try TokenHeader(JSONObject(part: "header", span.extracting(parts.header)))
        guard let signature = Base64.url.decode(span.extracting(parts.signature)) else {
            throw .malformed("The token's signature is not base64url.")
        }
        self.text = text
        self.parts = parts
        self.signature = signature
    }

    /// Returns the token with its claims if its signature is that of one of the keys.
    ///
    /// The payload is not looked at before. A genuine token may have expired, or be bound to another request.
    ///
    /// - Throws: ``Rejection`` with the code `keysUnavailable`, `algorithmNotAllowed`, `unknownKey`, `invalidSignature`, or
    ///   `malformedToken` if the payload is not a JSON object.
    public func authenticated(by ring: KeyRing) throws(Rejection) -> AuthenticToken {
        guard !ring.keys.isEmpty else {
            throw self.rejection(.keysUnavailable, "There are no keys to verify tokens with.", by: ring)
        }
        guard let algorithm = self.header.algorithm, ring.keys.contains(where: { $0.algorithm == algorithm }) else {
            throw self.rejection(.algorithmNotAllowed, "No key has the algorithm that the token names.", by: ring)
        }
        let signed = self.text.span.extracting(self.parts.signed)
        var isKnown = false
        var isAllowed = false
        for key in ring.keys where ring.offers(key, for: self.header.keyID) {
            isKnown = true
            guard key.algorithm == algorithm else { continue }
            isAllowed = true
            guard key.isValid(self.signature, of: signed) else { continue }
            let payload = try JSONObject(part: "payload", self.text.span.extracting(self.parts.payload))
            return AuthenticToken(claims: TokenClaims(payload), key: key)
        }
        guard isKnown else {
            throw self.rejection(.unknownKey, "The token names no key (kid) that is configured.", by: ring)
        }
        guard isAllowed else {
            throw .algorithmNotAllowed("The key that the token names has another algorithm than the token.")
        }
        throw Rejection(.invalidSignature, check: .token, message: "The token's signature does not verify.")
    }

    /// Returns a rejection for want of a key, with the `kid` for which to look elsewhere if there is one.
    private func rejection(_ code: Rejection.Code, _ message: String, by ring: KeyRing) -> Rejection {
        let isWanted = self.header.algorithm != nil && !ring.keys.contains { $0.isNamed(self.header.keyID) }
        return Rejection(code, check: .token, message: message, unknownKeyID: isWanted ? self.header.keyID : nil)
    }
}

extension UnverifiedToken: CustomStringConvertible, CustomReflectable {
    /// A placeholder: a token is a credential until it expires.
    public var description: String { "UnverifiedToken(…)" }

    /// A mirror without children, so that `dump` does not show the token.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
