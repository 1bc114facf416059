import Crypto
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Refusals")
struct SignatureRejectionTests {
    @Test("The request that the others are made of is accepted")
    func good() throws {
        let signature = try SignedRequest.verify(SignedRequest.make())
        #expect(signature.label == SignedRequest.label)
        #expect(signature.algorithm == .ecdsaP256SHA256)
        #expect(signature.components == SignedRequest.covered)
        #expect(signature.parameters == SignedRequest.parameters)
        #expect(signature.created == 1_899_999_000)
        #expect(signature.expires == 1_899_999_015)
        #expect(signature.keyID == nil && signature.nonce == nil && signature.tag == nil)
    }

    @Test("Every way to spoil it is refused with its own code", arguments: fields + components + parameters + messages)
    func spoilt(spoiling: Spoiling) throws {
        var request = try SignedRequest.make()
        spoiling.apply(&request)
        #expect(refusal { try SignedRequest.verify(request) } == spoiling.code)
    }

    private static let fields: [Spoiling] = [
        Spoiling("no fields", .missingSignature) { $0.headerFields = HTTPFields() },
        Spoiling("no Signature", .missingSignature) { $0.headerFields[.signature] = nil },
        Spoiling("no Signature-Input", .missingSignature) { $0.headerFields[.signatureInput] = nil },
        Spoiling("an empty Signature-Input", .missingSignature) { $0.signatureInput = "" },
        Spoiling("another label in both", .missingSignature) { request in
            request.signatureInput = request.signatureInput.replacing("install=", with: "account=")
            request.signature = request.signature.replacing("install=", with: "account=")
        },
        .input("another label in one", .missingSignature, "install=", "account="),
        .input("a list that does not end", .malformedSignature, ")", ""),
        .input("no inner list", .malformedSignature, "(", "?1, x=("),
        .input("a comma at the end", .malformedSignature, "install=", ",install="),
        Spoiling("a string that does not end", .malformedSignature) { $0.signatureInput += ";tag=\"x" },
        .signature("a string", .malformedSignature, "\"\(Base64Text.encode([UInt8](repeating: 1, count: 64)))\""),
        .signature("a token", .malformedSignature, "abc"),
        .signature("an inner list", .malformedSignature, "(:AAAA:)"),
        .signature("no value", .malformedSignature, "?1"),
        .signature("base64 without its padding", .malformedSignature, ":AA:"),
        .signature("base64 with unused bits that are set", .malformedSignature, ":AB==:"),
        .signature("base64 that does not end", .malformedSignature, ":AAAA"),
        Spoiling("a label twice in one line", .duplicateName) { $0.signatureInput += ", install=()" },
        Spoiling("a label twice in two lines", .duplicateName) { request in
            request.headerFields.append(HTTPField(name: .signatureInput, value: "install=()"))
        },
        Spoiling("a signature twice", .duplicateName) { $0.signature += ",\($0.signature)" },
        Spoiling("a parameter twice", .duplicateName) { $0.signatureInput += ";created=1899999000" },
        Spoiling("a parameter twice on a label that nobody asks for", .duplicateName) {
            $0.signatureInput += ", x=();a;a"
        },
        .input("a component's parameter twice", .duplicateName, "\"authorization\"", "\"authorization\";bs;bs"),
        Spoiling("10,000 labels", .limitExceeded) { request in
            request.signatureInput = (0..<10_000).map { "l\($0)=()" }.joined(separator: ",")
        },
        Spoiling("9 labels", .limitExceeded) { request in
            request.signatureInput += (0..<8).map { ", l\($0)=()" }.joined()
        },
        Spoiling("4,000 labels in 8 KiB", .limitExceeded) { request in
            request.signature = [String](repeating: "a", count: 4000).joined(separator: ",")
        },
        Spoiling("4,000 parameters in 8 KiB", .limitExceeded) { request in
            request.signatureInput += [String](repeating: ";a", count: 3900).joined()
        },
    ]

    private static let components: [Spoiling] = [
        .input("a component that is a token", .malformedSignature, "\"authorization\"", "authorization"),
        .input("a component twice", .duplicateName, "\"@method\"", "\"@method\" \"@method\""),
        .input(
            "a component twice, its parameters in another order",
            .duplicateName,
            "\"@method\"",
            "\"@method\" \"x\";sf;key=\"a\" \"x\";key=\"a\";sf"
        ),
        .input("10,000 components", .limitExceeded, ")", [String](repeating: " \"a\"", count: 10_000).joined() + ")"),
        .input("4,000 components in 8 KiB", .limitExceeded, ")", [String](repeating: " 1", count: 3900).joined() + ")"),
        .input("33 components", .limitExceeded, ")", (0..<29).map { " \"x\($0)\"" }.joined() + ")"),
        .input("a name in upper case", .unsupportedComponent, "\"authorization\"", "\"Authorization\""),
        .input("a name that no field has", .unsupportedComponent, "\"authorization\"", "\"author ization\""),
        .input("a name of HTTP/2", .unsupportedComponent, "\"authorization\"", "\":method\""),
        .input("an empty name", .unsupportedComponent, "\"authorization\"", "\"\""),
        .input("an unknown derived component", .unsupportedComponent, "\"@method\"", "\"@verb\""),
        .input("a component of responses", .unsupportedComponent, "\"@method\"", "\"@status\""),
        .input("the parameters as a component", .unsupportedComponent, "\"@method\"", "\"@signature-params\""),
        .input("a component of a related request", .unsupportedComponent, "\"@method\"", "\"@method\";req"),
        .input("a trailer", .unsupportedComponent, "\"authorization\"", "\"authorization\";tr"),
        .input("an unknown parameter", .unsupportedComponent, "\"authorization\"", "\"authorization\";x"),
        .input("a flag that is off", .unsupportedComponent, "\"authorization\"", "\"authorization\";sf=?0"),
        .input("a key that is no string", .unsupportedComponent, "\"authorization\"", "\"authorization\";key=a"),
        .input("bytes and structure at once", .unsupportedComponent, "\"authorization\"", "\"authorization\";bs;sf"),
        .input("a query parameter without its name", .unsupportedComponent, "\"@method\"", "\"@query-param\""),
        .input("a method with a name", .unsupportedComponent, "\"@method\"", "\"@method\";name=\"a\""),
        .input("only the method", .insufficientCoverage, " \"@target-uri\" \"authorization\" \"content-type\"", ""),
        .input("nothing", .insufficientCoverage, "\"@method\" \"@target-uri\" \"authorization\" \"content-type\"", ""),
        .input("a field in another form", .insufficientCoverage, "\"authorization\"", "\"authorization\";bs"),
        .input("a field that is not there", .unavailableComponent, ")", " \"x-missing\")"),
        .input("structure that is not known", .unavailableComponent, ")", " \"authorization\";sf)"),
        .input("a member that is not there", .unavailableComponent, ")", " \"signature\";key=\"x\")"),
        .input("a query parameter that is not there", .unavailableComponent, ")", " \"@query-param\";name=\"c\")"),
    ]

    private static let parameters: [Spoiling] = [
        Spoiling("an unknown parameter", .unsupportedParameter) { $0.signatureInput += ";x=1" },
        .input("a time that is a string", .unsupportedParameter, "created=1899999000", "created=\"1899999000\""),
        .input("a time that is a decimal", .unsupportedParameter, "created=1899999000", "created=1899999000.5"),
        .input("a time that is a date", .unsupportedParameter, "created=1899999000", "created=@1899999000"),
        .input("an algorithm that is a token", .unsupportedParameter, "\"ecdsa-p256-sha256\"", "ecdsa-p256-sha256"),
        .input("an integer of 16 digits", .malformedSignature, "created=1899999000", "created=1899999000000000"),
        .input("an integer of 400 digits", .malformedSignature, "9000;", String(repeating: "9", count: 400) + ";"),
        .input("no creation time", .missingParameter, ";created=1899999000", ""),
        .input("another algorithm", .algorithmMismatch, "ecdsa-p256-sha256", "hmac-sha256"),
        .input("the algorithm in upper case", .algorithmMismatch, "ecdsa-p256-sha256", "ECDSA-P256-SHA256"),
        .input("no algorithm", .invalidSignature, ";alg=\"ecdsa-p256-sha256\"", ""),
        .input("another creation time", .invalidSignature, "created=1899999000", "created=1899999001"),
        .input("another creation time, 15 digits", .invalidSignature, "=1899999000", "=999999999999999"),
        .input("a negative creation time", .invalidSignature, "created=1899999000", "created=-1899999000"),
        .input("another expiry", .invalidSignature, "expires=1899999015", "expires=1999999015"),
        .input(
            "parameters in another order",
            .invalidSignature,
            "created=1899999000;expires=1899999015",
            "expires=1899999015;created=1899999000"
        ),
        .input(
            "components in another order",
            .invalidSignature,
            "\"@method\" \"@target-uri\"",
            "\"@target-uri\" \"@method\""
        ),
    ]

    private static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]
    private static let zero = [UInt8](repeating: 0, count: 32)
    private static let one = [UInt8](repeating: 0, count: 31) + [1]

    private static let messages: [Spoiling] = [
        Spoiling("another method", .invalidSignature) { $0.method = .put },
        Spoiling("another path", .invalidSignature) { $0.path = "/v1/orders/?a=1&b=2" },
        Spoiling("another query", .invalidSignature) { $0.path = "/v1/orders?a=1&b=3" },
        Spoiling("another host", .invalidSignature) { $0.authority = "api.example.org" },
        Spoiling("another scheme", .invalidSignature) { $0.scheme = "http" },
        Spoiling("another field value", .invalidSignature) { $0.headerFields[.authorization] = "Bearer x" },
        Spoiling("another line of a field", .invalidSignature) { request in
            request.headerFields.append(HTTPField(name: .authorization, value: "Bearer x"))
        },
        Spoiling("no host", .unavailableComponent) { $0.authority = nil },
        Spoiling("no request target", .unavailableComponent) { $0.path = nil },
        Spoiling("a fragment", .unavailableComponent) { $0.path = "/v1/orders?a=1&b=2#x" },
        Spoiling("a request target that is a word", .unavailableComponent) { $0.path = "v1/orders?a=1&b=2" },
        Spoiling("a value that is not ASCII", .unsafeValue) { $0.headerFields[.authorization] = "Bearer é" },
        Spoiling("a signature in DER", .wrongSignatureLength) { request in
            guard let signature = try? SignedRequest.privateKey.signature(for: [1]) else { return }
            request.signature = "install=:\(Base64Text.encode([UInt8](signature.derRepresentation))):"
        },
        .bytes("an empty signature", .wrongSignatureLength, []),
        .bytes("a signature that is one byte short", .wrongSignatureLength, [UInt8](repeating: 1, count: 63)),
        .bytes("r and s are zero", .invalidSignature, zero + zero),
        .bytes("r is zero", .invalidSignature, zero + one),
        .bytes("s is zero", .invalidSignature, one + zero),
        .bytes("r is the order", .invalidSignature, order + one),
        .bytes("s is the order", .invalidSignature, one + order),
        .bytes("r and s are as large as can be", .invalidSignature, [UInt8](repeating: 0xFF, count: 64)),
    ]

    @Test("Another key of the same kind, and keys of other kinds, verify nothing")
    func otherKeys() throws {
        let signature = try SignedMessage(SignedRequest.make()).signature(labelled: SignedRequest.label)
        let other = SignatureVerificationKey.p256(P256.Signing.PrivateKey().publicKey)
        #expect(refusal { try signature.verified(by: other, covering: []) } == .invalidSignature)
        let publicKey = SymmetricKey(data: SignedRequest.privateKey.publicKey.derRepresentation)
        let secret = try SignatureVerificationKey.hmacSHA256(publicKey)
        #expect(refusal { try signature.verified(by: secret, covering: []) } == .algorithmMismatch)
        let edwards = SignatureVerificationKey.ed25519(Curve25519.Signing.PrivateKey().publicKey)
        #expect(refusal { try signature.verified(by: edwards, covering: []) } == .algorithmMismatch)
    }

    @Test(
        "A value with a line break is refused wherever it comes from",
        arguments: ["a\nb", "a\rb", "a\r\nb", "\n", "a\0"]
    )
    func lineBreaks(value: String) throws {
        let signature = try SignedMessage(SignedRequest.make()).signature(labelled: SignedRequest.label)
        #expect(refusal { try signature.base(replacing: [.targetURI: value]) } == .unsafeValue)
    }

    @Test("A signature base has a greatest length")
    func baseLength() throws {
        var limits = SignatureLimits.standard
        let request = try SignedRequest.make()
        limits.baseLength = try SignedMessage(request).signature(labelled: SignedRequest.label).base().text.utf8.count
        #expect(refusal { try SignedMessage(request, limits: limits).signature(labelled: "install").base() } == nil)
        limits.baseLength -= 1
        #expect(
            refusal { try SignedMessage(request, limits: limits).signature(labelled: "install").base() }
                == .limitExceeded
        )
    }

    @Test(
        "A field has a greatest number of items in its lists, which strings and spaces do not count for",
        arguments: [("(a b)", nil), ("(  a;x  \"b ( c\"  )", nil), ("(a b c)", SignatureRejection.Code.limitExceeded)]
    )
    func items(list: String, expected: SignatureRejection.Code?) throws {
        var request = try SignedRequest.make()
        request.signatureInput += ", other=\(list)"
        var limits = SignatureLimits.standard
        limits.items = SignedRequest.covered.count + 2
        #expect(refusal { try SignedMessage(request, limits: limits) } == expected)
    }

    @Test("Nothing that is printed shows a value, a signature or a key")
    func secrecy() throws {
        let request = try SignedRequest.make()
        let unverified = try SignedMessage(request).signature(labelled: SignedRequest.label)
        let verified = try SignedRequest.verify(request)
        for value in [try SignedMessage(request), unverified, verified, verified.base, SignedRequest.key] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            #expect(!(dumped + String(describing: value) + String(reflecting: value)).contains("user-access-token"))
        }
    }
}
