import Approov

/// A step of the decision on a request, in the order in which they are taken.
enum CheckStep: CaseIterable {
    case token, form, key, signature, time, audience
    case binding
    case signed, coverage, requestSignature, firstTime, body

    /// The step at which a request is turned away for this reason.
    init?(stoppingWith code: Rejection.Code) {
        guard let step = Self.allCases.first(where: { $0.codes.contains(code) }) else { return nil }
        self = step
    }

    /// The steps that a policy asks for.
    ///
    /// - Parameters:
    ///   - policy: The policy.
    ///   - remembers: Whether somebody remembers signed requests.
    /// - Returns: The steps in their order.
    static func all(of policy: VerificationPolicy, remembers: Bool) -> [CheckStep] {
        Self.allCases.filter { step in
            switch step {
            case .token, .form, .key, .signature, .time: true
            case .audience: policy.expectations.issuer != nil || policy.expectations.audience != nil
            case .binding: policy.binding != nil
            case .signed, .coverage, .requestSignature, .body: policy.messageSigning != nil
            case .firstTime: policy.messageSigning != nil && remembers
            }
        }
    }

    /// The part of the decision to which the step belongs.
    var check: Rejection.Check {
        switch self {
        case .token, .form, .key, .signature, .time, .audience: .token
        case .binding: .binding
        case .signed, .coverage, .requestSignature, .firstTime, .body: .messageSignature
        }
    }

    var title: String {
        switch self {
        case .token: "Token present"
        case .form: "Well formed"
        case .key: "Algorithm and key"
        case .signature: "Token signature"
        case .time: "Expiry"
        case .audience: "Issuer and audience"
        case .binding: "Token binding"
        case .signed: "Signature present"
        case .coverage: "Coverage and age"
        case .requestSignature: "Request signature"
        case .firstTime: "First time"
        case .body: "Body digest"
        }
    }

    /// What is looked at.
    var detail: String {
        switch self {
        case .token: "Approov-Token, once, with at most 8 KiB"
        case .form: "three parts of base64url, each strict JSON"
        case .key: "alg is exactly that of the key"
        case .signature: "made with the account's secret"
        case .time: "exp is in the future"
        case .audience: "iss and aud, if some are expected"
        case .binding: "pay is the SHA-256 of Authorization"
        case .signed: "Signature, Signature-Input, and ipk in the token"
        case .coverage: "method, URL, token, digest; created, expires"
        case .requestSignature: "ECDSA with the app's own key, over what arrived"
        case .firstTime: "this signed request has not been here before"
        case .body: "its SHA-256 is the signed Content-Digest"
        }
    }

    private var codes: [Rejection.Code] {
        switch self {
        case .token: [.missingToken, .clientStatus, .duplicateHeader, .tokenTooLong]
        case .form: [.malformedToken, .encryptedToken]
        case .key: [.algorithmNotAllowed, .unknownKey, .keysUnavailable]
        case .signature: [.invalidSignature]
        case .time: [.missingExpiry, .invalidClaim, .expired, .notYetValid, .lifetimeTooLong]
        case .audience: [.issuerMismatch, .audienceMismatch]
        case .binding: [.bindingHeaderMissing, .bindingClaimMissing, .bindingMismatch]
        case .signed: [.signatureMissing, .signatureMalformed, .signatureAlgorithmNotAllowed, .signatureKeyMissing]
        case .coverage: [.signatureCoverageInsufficient, .signatureExpired]
        case .requestSignature: [.messageSignatureInvalid]
        case .firstTime: [.replayed]
        case .body: [.digestMissing, .digestMismatch, .bodyTooLarge]
        }
    }
}
