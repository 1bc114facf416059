/// Compares a body with the digests that its message states, piece by piece and without keeping it.
public struct BodyDigestCheck: Sendable {
    private let expected: [DigestAlgorithm: [UInt8]]
    private let limit: Int
    private var length = 0
    private var isTooLong = false
    private var hash: BodyHash

    init(expecting digests: [DigestAlgorithm: [UInt8]], limit: Int) {
        self.expected = digests
        self.limit = limit
        self.hash = BodyHash(digests.keys)
    }

    /// Takes the next piece of the body: what was received, after transfer decoding and before content decoding.
    ///
    /// - Parameter bytes: The piece.
    /// - Throws: ``SignatureRejection`` if the body is now longer than allowed; the piece is not looked at.
    public mutating func update(_ bytes: Span<UInt8>) throws(SignatureRejection) {
        self.isTooLong = self.isTooLong || bytes.count > self.limit - self.length
        guard !self.isTooLong else { throw self.tooLarge }
        self.length += bytes.count
        self.hash.update(bytes)
    }

    /// Takes the next piece of the body: what was received, after transfer decoding and before content decoding.
    ///
    /// - Parameter bytes: The piece.
    /// - Throws: ``SignatureRejection`` if the body is now longer than allowed; the piece is not looked at.
    public mutating func update(_ bytes: [UInt8]) throws(SignatureRejection) {
        try self.update(bytes.span)
    }

    /// Compares, when the body is complete.
    ///
    /// - Throws: ``SignatureRejection`` if one of the digests is not that of the body, or a piece was refused.
    public consuming func finish() throws(SignatureRejection) {
        guard !self.isTooLong else { throw self.tooLarge }
        guard self.hash.finalize() == self.expected else {
            throw SignatureRejection(.digestMismatch, "The body does not have the digests that the message states.")
        }
    }

    private var tooLarge: SignatureRejection {
        SignatureRejection(.bodyTooLarge, "The body has more than \(self.limit) bytes.")
    }
}
