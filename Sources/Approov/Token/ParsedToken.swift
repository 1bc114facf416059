import StrictJSON

/// What can be read of a token before its signature is verified.
///
/// It does not hold the text, which whoever asks hands over each time, so that a header field's bytes need not be copied.
struct ParsedToken: ~Copyable {
    private let parts: TokenParts
    private let header: TokenHeader

    init(_ text: Span<UInt8>) throws(Rejection) {
        let parts = try TokenParts(of: text)
        let header = try Self.header(spelled: text.extracting(parts.header))
        guard Base64.url.isSpelling(text.extracting(parts.signature)) else {
            throw .malformed("The token's signature is not base64url.")
        }
        self.parts = parts
        self.header = header
    }

    private static func header(spelled text: Span<UInt8>) throws(Rejection) -> TokenHeader {
        if let usual = UsualHeaders.header(spelled: text) { return usual }
        return try TokenHeader(JSONObject(part: "header", text))
    }

    /// Returns the token with its claims if its signature is that of one of the keys.
    ///
    /// The text must be that of which this was made.
    func authenticated(_ text: Span<UInt8>, by ring: KeyRing) throws(Rejection) -> AuthenticToken {
        guard !ring.keys.isEmpty else {
            throw self.rejection(.keysUnavailable, "There are no keys to verify tokens with.", by: ring)
        }
        guard let algorithm = self.header.algorithm, ring.keys.contains(where: { $0.algorithm == algorithm }) else {
            throw self.rejection(.algorithmNotAllowed, "No key has the algorithm that the token names.", by: ring)
        }
        let signed = text.extracting(self.parts.signed)
        var isKnown = false
        var isAllowed = false
        let key = Base64.url.withDecoded(text.extracting(self.parts.signature)) { signature -> VerificationKey? in
            for key in ring.keys where ring.offers(key, for: self.header.keyID) {
                isKnown = true
                guard key.algorithm == algorithm else { continue }
                isAllowed = true
                if key.isValid(signature, of: signed) { return key }
            }
            return nil
        }
        if let key = key ?? nil {
            let payload = try JSONObject(part: "payload", text.extracting(self.parts.payload))
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
