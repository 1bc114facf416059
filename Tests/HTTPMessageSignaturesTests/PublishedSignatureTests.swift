import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Published signatures")
struct PublishedSignatureTests {
    @Test(
        "The requests of RFC 9421 have the published base and verify",
        arguments: try SignatureVector.all(in: "rfc9421")
    )
    func rfc(vector: SignatureVector) throws {
        try self.check(vector)
    }

    @Test(
        "Requests of Approov clients have the expected base and verify",
        arguments: try SignatureVector.all(in: "approov")
    )
    func approov(vector: SignatureVector) throws {
        try self.check(vector)
    }

    @Test(
        "A published signature is refused when the method of the request is another, if the base has it",
        arguments: try SignatureVector.all(in: "rfc9421").filter { $0.base.contains("@method") }
    )
    func otherMethod(vector: SignatureVector) throws {
        var request = try vector.request
        request.method = .delete
        let signature = try SignedMessage(request).signature(labelled: vector.label)
        let key = try vector.verificationKey
        #expect(refusal { try signature.verified(by: key, covering: []) } == .invalidSignature)
    }

    @Test("Two valid signatures over one message have one base")
    func malleability() throws {
        let vectors = try SignatureVector.all(in: "approov").filter { $0.name.hasPrefix("V2") }
        let bases = try vectors.map { vector in
            try SignedMessage(vector.request).signature(labelled: vector.label)
                .verified(by: vector.verificationKey, covering: [.method]).base
        }
        #expect(bases.count == 2)
        #expect(Set(bases).count == 1)
    }

    private func check(_ vector: SignatureVector) throws {
        let signature = try SignedMessage(vector.request).signature(labelled: vector.label)
        #expect(try signature.base().text == vector.base)
        let verified = try signature.verified(by: vector.verificationKey, covering: signature.input.components)
        #expect(verified.base.text == vector.base)
        #expect(verified.algorithm.rawValue == vector.algorithm)
    }
}
