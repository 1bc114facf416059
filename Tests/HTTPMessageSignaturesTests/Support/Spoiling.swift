import HTTPMessageSignatures
import HTTPTypes
import Testing

/// One way to spoil a good request, and the code of the refusal that must follow.
struct Spoiling: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: SignatureRejection.Code
    let apply: @Sendable (inout HTTPRequest) -> Void

    init(
        _ description: String,
        _ code: SignatureRejection.Code,
        _ apply: @escaping @Sendable (inout HTTPRequest) -> Void
    ) {
        self.testDescription = description
        self.code = code
        self.apply = apply
    }

    /// Replaces a part of `Signature-Input`.
    static func input(_ description: String, _ code: SignatureRejection.Code, _ old: String, _ new: String) -> Self {
        Self(description, code) { request in request.signatureInput = request.signatureInput.replacing(old, with: new) }
    }

    /// Replaces the value of the signature.
    static func signature(_ description: String, _ code: SignatureRejection.Code, _ value: String) -> Self {
        Self(description, code) { request in request.signature = "install=\(value)" }
    }

    /// Replaces the bytes of the signature.
    static func bytes(_ description: String, _ code: SignatureRejection.Code, _ bytes: [UInt8]) -> Self {
        .signature(description, code, ":\(Base64Text.encode(bytes)):")
    }
}
