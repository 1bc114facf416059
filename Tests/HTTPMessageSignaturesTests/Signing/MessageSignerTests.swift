import Crypto
import CryptoExtras
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Signing")
struct MessageSignerTests {
    struct KeyPair: Sendable, CustomTestStringConvertible {
        let signing: SignatureSigningKey
        let verification: SignatureVerificationKey

        var testDescription: String { self.signing.algorithm.rawValue }

        static func all() throws -> [KeyPair] {
            let p256 = P256.Signing.PrivateKey()
            let p384 = P384.Signing.PrivateKey()
            let ed25519 = Curve25519.Signing.PrivateKey()
            let secret = SymmetricKey(size: .bits256)
            let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            return [
                KeyPair(signing: .p256(p256), verification: .p256(p256.publicKey)),
                KeyPair(signing: .p384(p384), verification: .p384(p384.publicKey)),
                KeyPair(signing: .ed25519(ed25519), verification: .ed25519(ed25519.publicKey)),
                KeyPair(signing: try .hmacSHA256(secret), verification: try .hmacSHA256(secret)),
                KeyPair(signing: try .rsaPSS(rsa), verification: try .rsaPSS(rsa.publicKey)),
                KeyPair(signing: try .rsaV15(rsa), verification: try .rsaV15(rsa.publicKey)),
            ]
        }
    }

    private static let everything: [MessageComponent] = [
        .method, .targetURI, .authority, .scheme, .requestTarget, .path, .query, .queryParameter("b"),
        .field(.authorization), .field(.contentDigest, as: .structured), .field(.contentDigest, as: .member("sha-256")),
        .field(.authorization, as: .wrapped),
    ]

    @Test("What is signed with each algorithm verifies, and only that", arguments: try KeyPair.all())
    func roundTrip(keys: KeyPair) throws {
        var request = SignedRequest.unsigned
        request.headerFields[.contentDigest] = ContentDigest.fieldValue(of: "{}".utf8)
        let parameters: [SignatureParameter] = [
            .tag("x"), .nonce("n\"\\"), .keyID("k"), .expires(2), .created(-1),
            .algorithm(keys.signing.algorithm.rawValue),
        ]
        let signer = MessageSigner(key: keys.signing, covering: Self.everything)
        let base = try signer.sign(&request, labelled: "a", parameters: parameters)
        let required = Set(SignatureParameter.Name.allCases)
        let signature = try SignedMessage(request).signature(labelled: "a")
            .verified(by: keys.verification, covering: Self.everything, requiring: required)
        #expect(signature.base == base)
        #expect(signature.parameters == parameters)
        #expect(signature.tag == "x" && signature.nonce == "n\"\\" && signature.keyID == "k")
        #expect(signature.created == -1 && signature.expires == 2)
        request.path = "/"
        #expect(
            refusal {
                try SignedMessage(request).signature(labelled: "a").verified(by: keys.verification, covering: [.method])
            } == .unavailableComponent
        )
        request.path = "/v1/orders?a=1&b=3"
        #expect(
            refusal {
                try SignedMessage(request).signature(labelled: "a").verified(by: keys.verification, covering: [.method])
            } == .invalidSignature
        )
    }

    @Test("A request carries several signatures, each verified by its own key")
    func severalLabels() throws {
        var request = try SignedRequest.make()
        let secret = SymmetricKey(size: .bits256)
        let signer = MessageSigner(key: try .hmacSHA256(secret), covering: [.path])
        try signer.sign(&request, labelled: "account", parameters: [.created(1)])
        #expect(try SignedMessage(request).labels == ["install", "account"])
        #expect(refusal { try SignedRequest.verify(request) } == nil)
        let account = try SignedMessage(request).signature(labelled: "account")
        #expect(refusal { try account.verified(by: .hmacSHA256(secret), covering: [.path]) } == nil)
        #expect(refusal { try account.verified(by: SignedRequest.key, covering: [.path]) } == .wrongSignatureLength)
    }

    @Test("What no receiver would read is not signed, and the request stays as it was")
    func refusals() throws {
        var request = try SignedRequest.make()
        let before = request
        let signer = MessageSigner(key: .p256(SignedRequest.privateKey), covering: [.method])
        #expect(refusal { try signer.sign(&request, labelled: "install", parameters: []) } == .duplicateName)
        #expect(
            refusal { try signer.sign(&request, labelled: "a", parameters: [.created(1), .created(2)]) }
                == .duplicateName
        )
        let missing = MessageSigner(key: .p256(SignedRequest.privateKey), covering: [.field(.cookie)])
        #expect(refusal { try missing.sign(&request, labelled: "a", parameters: []) } == .unavailableComponent)
        let twice = MessageSigner(key: .p256(SignedRequest.privateKey), covering: [.method, .method])
        #expect(refusal { try twice.sign(&request, labelled: "a", parameters: []) } == .duplicateName)
        #expect(throws: (any Error).self) { try signer.sign(&request, labelled: "No Label", parameters: []) }
        #expect(throws: (any Error).self) { try signer.sign(&request, labelled: "a", parameters: [.nonce("\n")]) }
        #expect(throws: (any Error).self) { try signer.sign(&request, labelled: "a", parameters: [.created(.max)]) }
        #expect(request == before)
    }

    @Test("Secrets and RSA keys that are too short are refused")
    func weakKeys() throws {
        let secret = SymmetricKey(data: [UInt8](repeating: 1, count: 31))
        #expect(throws: SignatureKeyError.self) { try SignatureVerificationKey.hmacSHA256(secret) }
        #expect(throws: SignatureKeyError.self) { try SignatureSigningKey.hmacSHA256(secret) }
        let rsa = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024))
        #expect(throws: SignatureKeyError.self) { try SignatureVerificationKey.rsaPSS(rsa.publicKey) }
        #expect(throws: SignatureKeyError.self) { try SignatureVerificationKey.rsaV15(rsa.publicKey) }
        #expect(throws: SignatureKeyError.self) { try SignatureSigningKey.rsaPSS(rsa) }
        #expect(throws: SignatureKeyError.self) { try SignatureSigningKey.rsaV15(rsa) }
    }
}
