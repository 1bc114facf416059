import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Spellings of clients that deviate")
struct UnverifiedSignatureTests {
    @Test("A signature over another spelling of a component verifies when that spelling is offered, and only then")
    func replacedValue() throws {
        var request = try SignedRequest.make()
        request.path = "/v1/orders?b=2&a=1"
        let signature = try SignedMessage(request).signature(labelled: SignedRequest.label)
        func code(_ values: [MessageComponent: String]) -> SignatureRejection.Code? {
            refusal {
                try signature.verified(by: SignedRequest.key, covering: [.targetURI], requiring: [], replacing: values)
            }
        }
        #expect(code([:]) == .invalidSignature)
        #expect(code([.targetURI: "https://api.example.com/v1/orders?a=1&b=2"]) == nil)
        #expect(code([.targetURI: "https://api.example.com/v1/orders"]) == .invalidSignature)
        #expect(code([.targetURI: "https://api.example.com/v1/orders?a=1&b=2\n"]) == .unsafeValue)
        #expect(code([.path: "/v1/orders?a=1&b=2"]) == .invalidSignature)
    }

    @Test("A signature that is sent as a string is read only where that is allowed")
    func stringForm() throws {
        let vector = try #require(SignatureVector.all(in: "approov").first { $0.name.hasPrefix("V2 ") })
        var request = try vector.request
        request.signature = request.signature.replacing("=:", with: "=\"").replacing(":", with: "\"")
        let message = try SignedMessage(request)
        let key = try vector.verificationKey
        #expect(refusal { try message.signature(labelled: vector.label) } == .malformedSignature)
        let signature = try message.signature(labelled: vector.label, encoding: .byteSequenceOrString)
        #expect(refusal { try signature.verified(by: key, covering: [.method]) } == nil)
    }

    @Test("A string that is not canonical base64 is refused", arguments: ["AB==", "AA", "A A=", "", "::"])
    func stringsThatAreNotBase64(text: String) throws {
        var request = try SignedRequest.make()
        request.signature = "install=\"\(text)\""
        let message = try SignedMessage(request)
        let code = refusal {
            try message.signature(labelled: SignedRequest.label, encoding: .byteSequenceOrString)
                .verified(by: SignedRequest.key, covering: [])
        }
        #expect(code == (text.isEmpty ? .wrongSignatureLength : .malformedSignature))
    }
}
