import Approov
import Testing

@Suite("Rejections")
struct RejectionTests {
    @Test("The codes are those of the design, and keep their spelling and their order")
    func codes() {
        #expect(
            Rejection.Code.all.map(\.description) == [
                "missingToken", "clientStatus", "duplicateHeader", "tokenTooLong", "malformedToken", "encryptedToken",
                "algorithmNotAllowed", "unknownKey", "invalidSignature", "missingExpiry", "invalidClaim", "expired",
                "notYetValid", "lifetimeTooLong", "issuerMismatch", "audienceMismatch", "bindingHeaderMissing",
                "bindingClaimMissing", "bindingMismatch", "signatureMissing", "signatureMalformed",
                "signatureAlgorithmNotAllowed", "signatureKeyMissing", "signatureCoverageInsufficient",
                "signatureExpired", "messageSignatureInvalid", "digestMissing", "digestMismatch", "bodyTooLarge",
                "replayed", "keysUnavailable",
            ]
        )
    }

    @Test("Each constant is its code")
    func constants() {
        #expect(
            Rejection.Code.all == [
                .missingToken, .clientStatus, .duplicateHeader, .tokenTooLong, .malformedToken, .encryptedToken,
                .algorithmNotAllowed, .unknownKey, .invalidSignature, .missingExpiry, .invalidClaim, .expired,
                .notYetValid, .lifetimeTooLong, .issuerMismatch, .audienceMismatch, .bindingHeaderMissing,
                .bindingClaimMissing, .bindingMismatch, .signatureMissing, .signatureMalformed,
                .signatureAlgorithmNotAllowed, .signatureKeyMissing, .signatureCoverageInsufficient,
                .signatureExpired, .messageSignatureInvalid, .digestMissing, .digestMismatch, .bodyTooLarge,
                .replayed, .keysUnavailable,
            ]
        )
        #expect(Set(Rejection.Code.all).count == Rejection.Code.all.count)
    }

    @Test("Equality compares everything")
    func equality() {
        let rejection = Rejection(.expired, check: .token, message: "a")
        #expect(rejection == Rejection(.expired, check: .token, message: "a"))
        #expect(rejection != Rejection(.expired, check: .token, message: "b"))
        #expect(rejection != Rejection(.expired, check: .binding, message: "a"))
        #expect(rejection != Rejection(.replayed, check: .token, message: "a"))
        #expect("\(rejection)" == "expired: a")
    }

    @Test("The other vocabularies keep their spelling too")
    func vocabularies() {
        #expect(Rejection.Check.allCases.map(\.rawValue) == ["token", "binding", "messageSignature"])
        #expect(Enforcement.allCases.map(\.rawValue) == ["enforce", "observe"])
        #expect(TokenBinding.Requirement.allCases.map(\.rawValue) == ["required", "ifPresent"])
        #expect(
            TokenAlgorithm.allCases.map(\.rawValue) == [
                "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
                "ES512",
            ]
        )
    }
}
