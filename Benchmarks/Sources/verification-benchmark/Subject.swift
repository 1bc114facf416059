import Approov
import HTTPTypes

/// Something that can be measured.
enum Subject: String, CaseIterable {
    /// swift-crypto's own check of the signature, with a key that is ready for use.
    case bare

    /// The verdict on the token.
    case token

    /// The verdict on the token, whose claims are then read: all that a peer does.
    case claims

    /// The verdict on the token and on its binding to a credential.
    case binding

    /// What ``claims`` is, by jwt-kit.
    case jwtKit = "jwt-kit"

    /// What ``binding`` is, by jwt-kit.
    case jwtKitBinding = "jwt-kit-binding"

    /// swift-crypto's own check of the signature over a request.
    case signedBare = "signed-bare"

    /// The verdict on a signed request.
    case signed

    /// The verdict on a signed request and its body.
    case signedBody = "signed-body"

    /// The verdict on a token that must be refused, with the code in the file `refusal`.
    case refuse

    /// Makes everything ready that can be before the first token comes.
    func work(on folder: CaseFolder) async throws -> Work {
        switch self {
        case .bare: .synchronous(try BareCheck.ofToken(folder))
        case .token, .claims, .binding: .synchronous(try self.tokenCheck(folder))
        case .refuse: .synchronous(try self.refusal(folder))
        case .jwtKit: try await JWTKitVerifier(folder).work(credential: nil)
        case .jwtKitBinding: try await JWTKitVerifier(folder).work(credential: folder.text("credential"))
        case .signedBare: .synchronous(try BareCheck.ofRequest(folder))
        case .signed, .signedBody: .synchronous(try self.requestCheck(folder))
        }
    }

    private func tokenCheck(_ folder: CaseFolder) throws -> () throws -> Bool {
        var fields: HTTPFields = [.approovToken: try folder.token]
        var policy = VerificationPolicy.standard
        if self == .binding {
            fields[.authorization] = try folder.text("credential")
            policy.binding = TokenBinding(to: BoundField(.authorization))
        }
        let evidence = RequestEvidence(fields: fields)
        let verifier = ApproovVerifier(keys: try folder.ring, policy: policy)
        return switch self {
        case .binding: { try verifier.verify(evidence).isBound }
        case .claims:
            {
                let claims = try verifier.verify(evidence).claims
                return claims.bindingHash != nil && claims.deviceID != nil
            }
        default: { try !verifier.verify(evidence).isBound }
        }
    }

    private func refusal(_ folder: CaseFolder) throws -> () throws -> Bool {
        let evidence = RequestEvidence(fields: [.approovToken: try folder.token])
        let verifier = ApproovVerifier(keys: try folder.ring)
        let code = try folder.text("refusal")
        guard Self.rejection(of: evidence, by: verifier)?.code.description == code else { throw WrongResult() }
        return { Self.rejection(of: evidence, by: verifier) != nil }
    }

    private static func rejection(of evidence: RequestEvidence, by verifier: ApproovVerifier) -> Rejection? {
        do throws(Rejection) {
            _ = try verifier.verify(evidence)
            return nil
        } catch {
            return error
        }
    }

    private func requestCheck(_ folder: CaseFolder) throws -> () throws -> Bool {
        var policy = VerificationPolicy.standard
        policy.messageSigning = MessageSigning()
        // A benchmark takes longer than a request.
        policy.messageSigning?.freshness = try SignatureFreshness(maximumAgeSeconds: 3600)
        let verifier = ApproovVerifier(keys: try folder.ring, policy: policy)
        let evidence = RequestEvidence(try SignedRequest(folder).head)
        guard self == .signedBody else { return { try verifier.verify(evidence).signatures.count == 1 } }
        let body = try folder.bytes("body")
        return {
            var verification = try verifier.verify(evidence).bodyVerification
            try verification?.update(body)
            try verification?.finish()
            return verification != nil
        }
    }
}
