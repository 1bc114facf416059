import Approov
import ApproovTesting
import Crypto
import Foundation
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("The test app")
struct TestAppTests {
    private static let body = Array(#"{"hello":"world"}"#.utf8)

    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
    }

    private static func request(_ fields: HTTPFields = [:]) -> HTTPRequest {
        HTTPRequest(
            method: .post,
            scheme: "https",
            authority: "api.example.com",
            path: "/v1/orders?b=2&a=1%20x",
            headerFields: fields
        )
    }

    /// Returns the bytes of the only signature that a request has.
    private static func signature(of request: HTTPRequest, label: String) throws -> Data {
        let text = try #require(request.headerFields[.signature])
        let match = try #require(text.wholeMatch(of: /([a-z]+)=:(.+):/))
        #expect(match.output.1 == label)
        return try #require(Data(base64Encoded: String(match.output.2)))
    }

    private static func lines(_ lines: String...) -> Data { Data(lines.joined(separator: "\n").utf8) }

    @Test("It signs what the SDK signs, in the SDK's order, with the key that the token carries")
    func installation() throws {
        let installation = TestInstallation()
        var request = Self.request([
            .contentType: "application/json", .authorization: "Bearer abc", .contentLength: "17", .userAgent: "App/1",
            try #require(HTTPField.Name("Approov-TraceID")): "dHJhY2U",
        ])
        let bases = try TestApp(attestedBy: self.issuer, installation: installation).sign(&request, body: Self.body)
        let token = try #require(request.headerFields[.approovToken])
        let parameters = """
            ("@method" "@target-uri" "approov-token" "approov-traceid" "authorization" "content-length" "content-type" \
            "content-digest");alg="ecdsa-p256-sha256";created=1900000000;expires=1900000015
            """
        let base = Self.lines(
            #""@method": POST"#,
            #""@target-uri": https://api.example.com/v1/orders?b=2&a=1%20x"#,
            #""approov-token": \#(token)"#,
            #""approov-traceid": dHJhY2U"#,
            #""authorization": Bearer abc"#,
            #""content-length": 17"#,
            #""content-type": application/json"#,
            #""content-digest": sha-256=:k6I5cakU5erL8KjSUVTNownDwccvu5kU1Hxg88toFYg=:"#,
            #""@signature-params": \#(parameters)"#
        )
        #expect(bases.mapValues { Data($0.text.utf8) } == ["install": base])
        #expect(request.headerFields[.signatureInput] == "install=\(parameters)")
        let claims = try self.issuer.verifier().verify(.request(token: token)).claims
        let publicKey = try #require(claims.installationPublicKey.flatMap { Data(base64Encoded: $0) })
        #expect(publicKey.count == 91)
        let signature = try P256.Signing.ECDSASignature(
            rawRepresentation: Self.signature(of: request, label: "install")
        )
        #expect(try P256.Signing.PublicKey(derRepresentation: publicKey).isValidSignature(signature, for: base))
    }

    @Test("It signs with the account's key, or with what is derived from it", arguments: [false, true])
    func account(isDerived: Bool) throws {
        let secret = (0..<32).map { UInt8($0) }
        let account = try TestAccountKey(keyID: "k1", secret: secret, derivation: isDerived ? .derived : .direct)
        var request = Self.request([
            .approovToken: try self.issuer.token(
                claims: #"{"exp":1900000000.9,"did":"AAECAwQFBgcICQoLDA0ODw==","mskid":"k1"}"#
            )
        ])
        try TestApp(attestedBy: self.issuer, installation: nil, accountKey: account).sign(&request)
        let base = Self.lines(
            #""@method": POST"#,
            #""@target-uri": https://api.example.com/v1/orders?b=2&a=1%20x"#,
            #""approov-token": \#(request.headerFields[.approovToken] ?? "")"#,
            """
            "@signature-params": ("@method" "@target-uri" "approov-token");\
            alg="hmac-sha256";created=1900000000;expires=1900000015
            """
        )
        let (deviceID, expiry) = ((0..<16).map { UInt8($0) }, [0, 0, 0, 0, 0x71, 0x3F, 0xB3, 0x00] as [UInt8])
        let derived = HMAC<SHA256>.authenticationCode(for: deviceID + expiry, using: SymmetricKey(data: secret))
        let key = isDerived ? SymmetricKey(data: derived) : SymmetricKey(data: secret)
        let signature = try Self.signature(of: request, label: "account")
        #expect(HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: base, using: key))
    }

    @Test("Both signatures are what another verifier accepts")
    func both() throws {
        let app = try TestApp(attestedBy: self.issuer, accountKey: TestAccountKey())
        var request = Self.request()
        try app.sign(&request, body: [])
        let message = try SignedMessage(request)
        #expect(message.labels == ["install", "account"])
        #expect(request.headerFields[fields: .signature].count == 1, "The SDK sends both in one field.")
        #expect(request.headerFields[fields: .signatureInput].count == 1)
        let publicKey = try #require(app.installation.flatMap { Data(base64Encoded: $0.publicKey) })
        let keys: [String: SignatureVerificationKey] = [
            "install": .p256(try P256.Signing.PublicKey(derRepresentation: publicKey)),
            "account": try .hmacSHA256(SymmetricKey(data: app.accountKey?.secret ?? [])),
        ]
        for (label, key) in keys {
            let covered: [MessageComponent] = [
                .method, .targetURI, .field(.approovToken), .field(.contentDigest),
            ]
            let verified = try message.signature(labelled: label).verified(by: key, covering: covered)
            #expect(verified.components == covered)
            #expect(verified.parameters.map(\.name) == [.algorithm, .created, .expires])
        }
        let empty = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
        #expect(request.headerFields[.contentDigest] == empty)
    }

    @Test("Everything about a signature can be another")
    func settings() throws {
        var app = TestApp(attestedBy: self.issuer)
        app.components = [.requestTarget, .queryParameter("b"), .field(.contentDigest, as: .member("sha-512"))]
        app.digest = .sha512
        app.created = 5
        app.lifetime = nil
        app.installationLabel = "mine"
        var request = Self.request()
        let bases = try app.sign(&request, body: Self.body)
        #expect(
            bases["mine"]?.text == """
                "@request-target": /v1/orders?b=2&a=1%20x
                "@query-param";name="b": 2
                "content-digest";key="sha-512": :+PtokCNHosgo04ww4cNhd4yJxhMjLzWjDAKtKwQZDT4Ef9v/PrS/+BQLX4IX5dZkUMK/tQo7U\
                yc68RkhNyCZVg==:
                "@signature-params": ("@request-target" "@query-param";name="b" "content-digest";key="sha-512");\
                alg="ecdsa-p256-sha256";created=5
                """
        )
        app.digest = nil
        app.components = nil
        var undigested = Self.request()
        try app.sign(&undigested, body: Self.body)
        #expect(undigested.headerFields[.contentDigest] == nil)
    }

    @Test("The token can be in another field, which is covered once")
    func tokenField() throws {
        var app = TestApp(attestedBy: self.issuer)
        app.tokenField = .authorization
        var request = Self.request()
        try app.sign(&request)
        var policy = VerificationPolicy.standard
        policy.tokenField = TokenField(name: .authorization)
        policy.messageSigning = MessageSigning()
        let attestation = try self.issuer.verifier(policy: policy).verify(RequestEvidence(request))
        #expect(
            attestation.signatures.map(\.description) == [#"install: "@method" "@target-uri" "authorization""#]
        )
    }

    @Test("What a request has already stays as it is")
    func present() throws {
        let other = TestInstallation()
        let token = try self.issuer.token(.expired, for: other)
        var request = Self.request([.approovToken: token, .contentDigest: "sha-256=:AAAA:"])
        let app = TestApp(attestedBy: self.issuer)
        try app.sign(&request, body: Self.body)
        #expect(request.headerFields[.approovToken] == token)
        #expect(request.headerFields[.contentDigest] == "sha-256=:AAAA:")
        #expect(throws: SignatureRejection.self, "The label is there already.") { try app.sign(&request) }
    }

    @Test("A request that cannot be signed stays as it was")
    func untouched() throws {
        var app = TestApp(attestedBy: self.issuer)
        app.components = [.field(.authorization)]
        var request = Self.request()
        #expect(throws: SignatureRejection.self) { try app.sign(&request, body: Self.body) }
        #expect(request == Self.request())
        app.components = nil
        app.created = .max
        #expect(throws: SignatureRejection.self) { try app.sign(&request) }
        app.created = nil
        app.issuer = try TestIssuer(now: NumericDate(secondsSinceEpoch: 1e300))
        #expect(throws: SignatureRejection.self) { try app.sign(&request) }
    }

    @Test("Tokens carry the keys, unless they come from the failover service", arguments: TestToken.allCases)
    func keys(kind: TestToken) throws {
        let (installation, account) = (TestInstallation(), try TestAccountKey(keyID: "k1"))
        let token = try self.issuer.token(kind, for: installation, accountKey: account)
        let payload = try #require(token.split(separator: ".").dropFirst().first)
        let claims = String(decoding: try #require(Base64.url.decode(String(payload))), as: UTF8.self)
        #expect(claims.contains(#""ipk":"\#(installation.publicKey)""#) == (kind != .failover))
        #expect(claims.contains(#""mskid":"k1""#) == (kind != .failover))
    }

    @Test("A known key pair is read from either form of PEM")
    func knownKey() throws {
        let key = P256.Signing.PrivateKey()
        let publicKey = key.publicKey.derRepresentation.base64EncodedString()
        #expect(try TestInstallation(privateKeyPEM: key.pemRepresentation).publicKey == publicKey)
        for pem in ["", key.publicKey.pemRepresentation, P384.Signing.PrivateKey().pemRepresentation] {
            #expect(throws: KeyError.self) { try TestInstallation(privateKeyPEM: pem) }
        }
    }

    @Test("A secret that no server takes is refused")
    func badSecret() throws {
        #expect(throws: KeyError.self) { try TestAccountKey(secret: [UInt8](repeating: 1, count: 31)) }
        #expect(throws: KeyError.self) { try TestAccountKey(keyID: "") }
        let derived = try TestAccountKey(derivation: .derived)
        var request = Self.request([.approovToken: try self.issuer.token(claims: #"{"exp":1}"#)])
        let app = TestApp(attestedBy: self.issuer, accountKey: derived)
        #expect(throws: KeyError.self, "There is no did.") { try app.sign(&request) }
    }

    @Test("Printing shows no key")
    func printing() throws {
        let account = try TestAccountKey(secret: [UInt8](repeating: 0xA7, count: 32))
        let app = TestApp(attestedBy: self.issuer, accountKey: account)
        var dumped = ""
        dump(app, to: &dumped)
        #expect(!"\(app) \(String(reflecting: app)) \(dumped)".contains("secret"))
        #expect("\(account)" == "TestAccountKey(j3AWy6)")
        #expect(dumped.contains("TestInstallation(MFkwEwYHKoZIzj0C"))
    }
}
