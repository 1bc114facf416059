import Crypto
import HTTPMessageSignatures
import HTTPTypes
import Testing

/// A good request with one signature, to be spoilt by a test.
enum SignedRequest {
    static let label = "install"
    static let privateKey = P256.Signing.PrivateKey()
    static let key = SignatureVerificationKey.p256(Self.privateKey.publicKey)
    static let covered: [MessageComponent] = [.method, .targetURI, .field(.authorization), .field(.contentType)]

    static let parameters: [SignatureParameter] = [
        .algorithm("ecdsa-p256-sha256"), .created(1_899_999_000), .expires(1_899_999_015),
    ]

    static var unsigned: HTTPRequest {
        var request = HTTPRequest(
            method: .post,
            scheme: "https",
            authority: "api.example.com",
            path: "/v1/orders?a=1&b=2"
        )
        request.headerFields[.authorization] = "Bearer user-access-token"
        request.headerFields[.contentType] = "application/json"
        return request
    }

    static func make() throws -> HTTPRequest {
        var request = Self.unsigned
        let signer = MessageSigner(key: .p256(Self.privateKey), covering: Self.covered)
        try signer.sign(&request, labelled: Self.label, parameters: Self.parameters)
        return request
    }

    @discardableResult
    static func verify(
        _ request: HTTPRequest,
        requiring parameters: Set<SignatureParameter.Name> = [.created]
    ) throws -> VerifiedSignature {
        try SignedMessage(request).signature(labelled: Self.label)
            .verified(by: Self.key, covering: Self.covered, requiring: parameters)
    }
}

extension HTTPRequest {
    var signatureInput: String {
        get { self.headerFields[.signatureInput] ?? "" }
        set { self.headerFields[.signatureInput] = newValue }
    }

    var signature: String {
        get { self.headerFields[.signature] ?? "" }
        set { self.headerFields[.signature] = newValue }
    }
}
