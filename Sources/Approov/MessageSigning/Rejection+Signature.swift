import HTTPMessageSignatures

extension Rejection {
    /// Makes the rejection of a request whose signature or digest the specification forbids or the mathematics refutes.
    init(_ rejection: SignatureRejection) {
        let code: Code =
            switch rejection.code {
            case .missingSignature: .signatureMissing
            case .algorithmMismatch: .signatureAlgorithmNotAllowed
            case .insufficientCoverage: .signatureCoverageInsufficient
            case .invalidSignature, .wrongSignatureLength, .unavailableComponent: .messageSignatureInvalid
            case .missingDigest, .unsupportedDigest: .digestMissing
            case .malformedDigest, .digestMismatch: .digestMismatch
            case .bodyTooLarge: .bodyTooLarge
            default: .signatureMalformed
            }
        self.init(code, check: .messageSignature, message: rejection.message)
    }

    /// Makes the rejection of a request whose `Content-Digest` is nothing that a body could be compared with.
    init(digest rejection: SignatureRejection) {
        let code: Code = rejection.code == .unsupportedDigest ? .digestMissing : .digestMismatch
        self.init(code, check: .messageSignature, message: rejection.message)
    }
}
