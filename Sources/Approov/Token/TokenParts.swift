import StrictJSON

/// Where the parts of a compact JWS stand.
struct TokenParts: Sendable {
    /// The greatest length of the header, in characters: all that is read of a token before its signature is verified.
    private static let maximumHeaderLength = 2048

    let header: Range<Int>
    let payload: Range<Int>
    let signature: Range<Int>

    /// What the signature is made over: the header, a dot, and the payload, as they are written.
    let signed: Range<Int>

    init(of text: Span<UInt8>) throws(Rejection) {
        guard let first = Self.dot(in: text, from: 0), let second = Self.dot(in: text, from: first + 1) else {
            throw .malformed("The token does not have three parts.")
        }
        if let third = Self.dot(in: text, from: second + 1) {
            throw try Self.rejection(of: text, firstDot: first, thirdDot: third)
        }
        guard first <= Self.maximumHeaderLength else {
            throw .malformed("The token's header is longer than \(Self.maximumHeaderLength) characters.")
        }
        self.header = 0..<first
        self.payload = (first + 1)..<second
        self.signature = (second + 1)..<text.count
        self.signed = 0..<second
    }

    private static func dot(in text: Span<UInt8>, from start: Int) -> Int? {
        text.position(of: UInt8(ascii: "."), from: start)
    }

    /// Five parts are an encrypted token if their header says so (RFC 7516 section 7.1).
    private static func rejection(
        of text: Span<UInt8>,
        firstDot: Int,
        thirdDot: Int
    ) throws(Rejection) -> Rejection {
        let malformed = Rejection.malformed("The token does not have three parts.")
        guard let fourth = Self.dot(in: text, from: thirdDot + 1), Self.dot(in: text, from: fourth + 1) == nil,
            firstDot <= Self.maximumHeaderLength,
            try JSONObject(part: "header", text.extracting(0..<firstDot)).string("enc") != nil
        else { return malformed }
        return Rejection(.encryptedToken, check: .token, message: "The token is encrypted, which is not supported.")
    }
}
