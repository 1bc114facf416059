// The samples in the documentation comments of HTTPMessageSignatures: `dev/snippets check` finds them here.

import Crypto
import HTTPMessageSignatures
import HTTPTypes

func checkBody(_ body: AsyncStream<[UInt8]>, of request: HTTPRequest) async throws {
    var check = try ContentDigest(request.headerFields).check(limit: 1 << 20)
    for try await chunk in body { try check.update(chunk) }
    try check.finish()
}

func sign(_ request: inout HTTPRequest, with privateKey: P256.Signing.PrivateKey, now: Int64) throws {
    let signer = MessageSigner(key: .p256(privateKey), covering: [.method, .targetURI, .field(.contentDigest)])
    try signer.sign(&request, labelled: "install", parameters: [.created(now), .expires(now + 15)])
}

extension HTTPField.Name {
    /// The field of RFC 9421 section 2.1.
    static var exampleDictionary: Self { .init("Example-Dict") ?? .cookie }

    /// A field of an application.
    static var approovToken: Self { .init("Approov-Token") ?? .cookie }
}

func fieldTypes() -> StructuredFieldTypes {
    var types = StructuredFieldTypes.standard
    types[.exampleDictionary] = .dictionary
    return types
}

func verify(_ request: HTTPRequest, with publicKey: P256.Signing.PublicKey) throws -> VerifiedSignature {
    let signature = try SignedMessage(request)
        .signature(labelled: "install")
        .verified(by: .p256(publicKey), covering: [.method, .targetURI, .field(.approovToken)])
    return signature
}
