import HTTPMessageSignatures

/// What the signatures of a request say of its body.
enum BodyExpectation: Sendable {
    /// It has these digests.
    case digest(BodyDigestCheck)

    /// It has none, so there must be no body.
    case empty

    static let digestMissing = Rejection(
        .digestMissing,
        check: .messageSignature,
        message: "The request has a body and no digest of it (Content-Digest)."
    )

    mutating func update(_ bytes: Span<UInt8>) throws(Rejection) {
        switch self {
        case .digest(var check):
            self = .empty
            defer { self = .digest(check) }
            do throws(SignatureRejection) {
                try check.update(bytes)
            } catch {
                throw Rejection(error)
            }
        case .empty:
            guard bytes.isEmpty else { throw Self.digestMissing }
        }
    }

    func finish() throws(Rejection) {
        guard case .digest(let check) = self else { return }
        do throws(SignatureRejection) {
            try check.finish()
        } catch {
            throw Rejection(error)
        }
    }
}
