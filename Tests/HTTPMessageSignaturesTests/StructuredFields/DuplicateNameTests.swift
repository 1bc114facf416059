import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Names that occur twice")
struct DuplicateNameTests {
    private static func refusal(ofInput text: String) -> SignatureRejection.Code? {
        var request = SignedRequest.unsigned
        request.signatureInput = text
        request.signature = "sig=:AAAA:"
        return HTTPMessageSignaturesTests.refusal { try SignedMessage(request) }
    }

    @Test(
        "Separators in strings are not counted",
        arguments: [
            #"sig=("a,b;c");tag=",;\",;\\""#, #"sig=();tag="\\", b=();nonce=";""#, #"sig=() , b=(%",;\" "c;" x;y)"#,
            "sig=(:AA==: a/b:c d*);x=1.5;y=@12;z=?0,  b", "sig=()",
        ]
    )
    func strings(text: String) {
        #expect(Self.refusal(ofInput: text) == nil)
    }

    @Test(
        "A name that occurs twice is found anywhere",
        arguments: [
            "sig=(), sig=()", "sig, sig=1", "sig=1;a;a", "sig=(a;b;b)", "sig=(a;b=1 c;b=2;b);x",
            "sig=();x=\"a\";x=\"a;x\"",
            #"sig=();tag="\\";tag="b""#, #"sig=(%"\";a;a)"#, "sig=();a, b=();a, sig",
        ]
    )
    func duplicates(text: String) {
        #expect(Self.refusal(ofInput: text) == .duplicateName)
    }

    @Test(
        "Text that is no dictionary is malformed, whatever stands in it",
        arguments: [
            "sig=(\"", "sig=(\";;;,,,", "sig=(a\"b\")", "sig==1", "sig=();", "sig=() x", "SIG=()", "sig=(a,b)",
            "sig=\"é\"",
        ]
    )
    func malformed(text: String) {
        #expect(Self.refusal(ofInput: text) == .malformedSignature)
    }
}
