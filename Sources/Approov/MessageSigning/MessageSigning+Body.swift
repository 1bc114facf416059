import HTTPMessageSignatures
import HTTPTypes

extension MessageSigning {
    /// Returns what the signatures of a request say of its body, if they say anything.
    func bodyExpectation(
        of request: HTTPRequest,
        covered signatures: [MessageSignature]
    ) throws(Rejection) -> BodyExpectation? {
        guard !signatures.isEmpty else { return nil }
        guard request.headerFields.contains(.contentDigest) else {
            guard self.bodyDigest == .required else { return nil }
            guard !request.announcesBody else { throw BodyExpectation.digestMissing }
            return .empty
        }
        guard signatures.allSatisfy({ $0.signature.components.contains(.field(.contentDigest)) }) else {
            throw RequiredCoverage.rejection("The signature does not cover the digest of the body.")
        }
        guard request.announcedLength ?? 0 <= self.maximumBodyLength else {
            throw Self.rejection(.bodyTooLarge, "The body has more than \(self.maximumBodyLength) bytes.")
        }
        do throws(SignatureRejection) {
            let digest = try ContentDigest(request.headerFields, limits: self.limits)
            return .digest(digest.check(limit: self.maximumBodyLength))
        } catch {
            throw Rejection(digest: error)
        }
    }
}

extension HTTPRequest {
    /// Whether the head says that a body follows (RFC 9112 section 6.3).
    fileprivate var announcesBody: Bool {
        self.announcedLength.map { $0 > 0 } ?? self.headerFields.contains(.transferEncoding)
    }

    /// How long the head says that the body is, if it does.
    fileprivate var announcedLength: Int? { self.headerFields[.contentLength].flatMap { Int($0) } }
}
