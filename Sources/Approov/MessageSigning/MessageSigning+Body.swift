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
            let encoding: SignatureEncoding =
                self.compatibility.contains(.stringSignature) ? .byteSequenceOrString : .byteSequence
            let digest = try ContentDigest(request.headerFields, limits: self.limits, encoding: encoding)
            return .digest(digest.check(limit: self.maximumBodyLength))
        } catch {
            throw Rejection(digest: error)
        }
    }
}
