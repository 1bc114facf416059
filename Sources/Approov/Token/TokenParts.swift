/// Where the parts of a compact JWS stand.
struct TokenParts: Sendable {
    let header: Range<Int>
    let payload: Range<Int>
    let signature: Range<Int>

    /// What the signature is made over: the header, a dot, and the payload, as they are written.
    let signed: Range<Int>

    init(of text: Span<UInt8>) throws(Rejection) {
        var dots: [Int] = []
        dots.reserveCapacity(4)
        for index in text.indices where text[index] == UInt8(ascii: ".") {
            guard dots.count < 4 else { throw .malformed("The token has more than five parts.") }
            dots.append(index)
        }
        switch dots.count {
        case 2:
            self.header = 0..<dots[0]
            self.payload = (dots[0] + 1)..<dots[1]
            self.signature = (dots[1] + 1)..<text.count
            self.signed = 0..<dots[1]
        case 4:
            throw try Self.rejectionOfFiveParts(header: text.extracting(0..<dots[0]))
        default:
            throw .malformed("The token does not have three parts.")
        }
    }

    /// Five parts are an encrypted token if their header says so (RFC 7516 section 7.1).
    private static func rejectionOfFiveParts(header: Span<UInt8>) throws(Rejection) -> Rejection {
        guard try JSONObject(part: "header", header).string("enc") != nil else {
            return .malformed("The token does not have three parts.")
        }
        return Rejection(.encryptedToken, check: .token, message: "The token is encrypted, which is not supported.")
    }
}
