import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Robustness")
struct RobustnessTests {
    private static let replacements = Array(#" "\;,=:()?@%*-aA0/&~"#.utf8) + [0x09, 0x7F, 0xFF]

    @Test(
        "A request with one byte changed is refused, or has the base that was signed",
        arguments: [
            HTTPField.Name.signatureInput, .signature, .authorization,
        ]
    )
    func oneByte(name: HTTPField.Name) throws {
        let request = try SignedRequest.make()
        let base = try SignedRequest.verify(request).base
        let value = Array((request.headerFields[name] ?? "").utf8)
        for index in value.indices {
            for replacement in Self.replacements where replacement != value[index] {
                var bytes = value
                bytes[index] = replacement
                var spoilt = request
                spoilt.headerFields[fields: name] = [HTTPField(name: name, value: bytes)]
                guard let signature = try? SignedRequest.verify(spoilt) else { continue }
                #expect(signature.base == base)
            }
        }
    }

    @Test("Signature-Input that is cut off is refused")
    func cutOff() throws {
        let request = try SignedRequest.make()
        for count in 0..<request.signatureInput.utf8.count {
            var spoilt = request
            spoilt.signatureInput = String(request.signatureInput.prefix(count))
            #expect(refusal { try SignedRequest.verify(spoilt) } != nil)
        }
    }
}
