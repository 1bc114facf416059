import Approov
import ApproovControl
import ApproovTesting
import Crypto
import Foundation
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Verifying messages")
struct MessageVerifyTests {
    private static let now = TestIssuer.standardTime
    private static let url = "https://api.example.com/v1/orders?a=1"
    private static let body = #"{"hello":"world"}"#

    private let issuer: TestIssuer
    private let account: TestAccountKey

    init() throws {
        self.issuer = try TestIssuer(base64Secret: developmentSecret, now: Self.now)
        self.account = try TestAccountKey(keyID: "k1")
    }

    private static func request(_ fields: HTTPFields = [:]) -> HTTPRequest {
        HTTPRequest(
            method: .post,
            scheme: "https",
            authority: "api.example.com",
            path: "/v1/orders?a=1",
            headerFields: fields
        )
    }

    /// Signs a request with a body.
    private func signed(_ change: (inout TestApp) throws -> Void = { _ in }) throws -> HTTPRequest {
        var app = TestApp(attestedBy: self.issuer)
        try change(&app)
        var request = Self.request()
        try app.sign(&request, body: Array(Self.body.utf8))
        return request
    }

    private func answer(
        _ request: HTTPRequest,
        body: String? = Self.body,
        _ change: (inout MessageVerify) -> Void = { _ in }
    ) throws -> Answer {
        let source = RequestSource(url: Self.url, method: "POST", fieldsFile: .variable("FIELDS"))
        var verify = MessageVerify(request: source, key: .secret(.environment, .hs256), now: Self.now)
        verify.body = body.map { _ in .variable("BODY") }
        change(&verify)
        let keys = "other: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\r\nk1:"
        return try verify.run(
            in: .test([
                "APPROOV_BASE64_SECRET": developmentSecret, "BODY": body ?? "",
                "FIELDS": request.headerFields.map { "\($0.name): \($0.value)" }.joined(separator: "\r\n"),
                "KEYS": "\(keys)\(Data(self.account.secret).base64EncodedString()),\n", "WEAK": "k1:AAAA",
                "EMPTY": "\n",
            ])
        )
    }

    @Test("An accepted request is shown with what its signatures cover")
    func accepted() throws {
        let request = try self.signed { $0.accountKey = self.account }
        let answer = try self.answer(request) { $0.accountKeys = .variable("KEYS") }
        #expect(answer.isYes)
        #expect(
            answer.lines.prefix(13) == [
                "accepted  device ExampleApproovTokenDID==  expires in 5m  body as signed", "",
                "signature install",
                #"  covers   "@method" "@target-uri" "approov-token" "content-digest""#,
                "  created  2030-03-17T17:46:40Z, 0s ago",
                "  expires  2030-03-17T17:46:55Z, in 15s", "",
                "signature account",
                #"  covers   "@method" "@target-uri" "approov-token" "content-digest""#,
                "  created  2030-03-17T17:46:40Z, 0s ago",
                "  expires  2030-03-17T17:46:55Z, in 15s", "",
                "claims",
            ]
        )
    }

    @Test("With --json the answer is an object")
    func json() throws {
        let answer = try self.answer(try self.signed(), body: nil) { $0.isJSON = true }
        let expected = #"""
            {"outcome":"accepted","isBound":false,"signatures":[{"label":"install","algorithm":"ecdsa-p256-sha256",\#
            "components":["\"@method\"","\"@target-uri\"","\"approov-token\"","\"content-digest\""],\#
            "created":1900000000,"expires":1900000015,"compatibility":[]}],"body":"notChecked","expiresIn":300,
            """#
        #expect(answer.text.hasPrefix(expected.replacing("\n", with: "")))
    }

    struct Case: Sendable {
        let outcome: String
        let sign: @Sendable (inout TestApp) throws -> Void
        let alter: @Sendable (inout HTTPRequest) -> Void
        let verify: @Sendable (inout MessageVerify) -> Void

        init(
            _ outcome: String,
            sign: @escaping @Sendable (inout TestApp) throws -> Void = { _ in },
            alter: @escaping @Sendable (inout HTTPRequest) -> Void = { _ in },
            verify: @escaping @Sendable (inout MessageVerify) -> Void = { _ in }
        ) {
            self.outcome = outcome
            self.sign = sign
            self.alter = alter
            self.verify = verify
        }
    }

    @Test(
        "What is wrong is said, and so is what is accepted",
        arguments: [
            Case("accepted"),
            Case("signatureMissing", alter: { $0.headerFields[.signature] = nil }),
            Case("signatureExpired", verify: { $0.now = Self.now.advanced(bySeconds: 120) }),
            Case("expired", verify: { $0.now = Self.now.advanced(bySeconds: 300) }),
            Case("messageSignatureInvalid", verify: { $0.request.url += "2" }),
            Case("messageSignatureInvalid", verify: { $0.request.method = "PUT" }),
            Case("signatureCoverageInsufficient", sign: { $0.components = [.method] }),
            Case("digestMismatch", verify: { $0.body = .variable("FIELDS") }),
            Case("accepted", sign: { $0.digest = nil }),
            Case(
                "signatureMissing",
                verify: {
                    $0.accountKeys = .variable("KEYS")
                }
            ),
            Case(
                "accepted",
                verify: {
                    $0.accountKeys = .variable("KEYS")
                    $0.account = .ifPresent
                }
            ),
            Case(
                "accepted",
                sign: {
                    $0.installation = nil; $0.accountKey = try TestAccountKey(keyID: "other", secret: Array(0..<32))
                },
                verify: {
                    $0.accountKeys = .variable("KEYS")
                    $0.installation = .off
                }
            ),
            Case(
                "accepted",
                sign: {
                    $0.installation = nil;
                    $0.accountKey = try TestAccountKey(keyID: "other", secret: Array(0..<32), derivation: .derived)
                },
                verify: {
                    $0.accountKeys = .variable("KEYS")
                    $0.installation = .off
                    $0.derivation = .derived
                }
            ),
            Case(
                "signatureKeyMissing",
                sign: { $0.accountKey = try TestAccountKey(keyID: "unknown") },
                verify: {
                    $0.accountKeys = .variable("KEYS")
                }
            ),
            Case(
                "signatureMalformed",
                alter: {
                    $0.headerFields[.signature] = $0.headerFields[.signature]?.replacing(":", with: "\"")
                }
            ),
            Case(
                "accepted",
                alter: {
                    $0.headerFields[.signature] = $0.headerFields[.signature]?.replacing(":", with: "\"")
                },
                verify: { $0.compatibility = [.stringSignature] }
            ),
        ]
    )
    func outcomes(example: Case) throws {
        var request = try self.signed(example.sign)
        example.alter(&request)
        let answer = try self.answer(request) {
            example.verify(&$0)
            $0.isJSON = true
        }
        #expect(answer.text.hasPrefix(#"{"outcome":"\#(example.outcome)""#), "\(answer.text)")
        #expect(answer.isYes == (example.outcome == "accepted"))
    }

    @Test("What is known of the body is said")
    func bodies() throws {
        let unsigned = try self.answer(try self.signed { $0.digest = nil })
        #expect(unsigned.lines.first?.hasSuffix("  body not signed") == true)
        let unseen = try self.answer(try self.signed(), body: nil)
        #expect(unseen.lines.first?.hasSuffix("  body not looked at") == true)
        let other = try self.answer(try self.signed(), body: "{}")
        #expect(other.lines.first?.hasPrefix("rejected  digestMismatch  (messageSignature) ") == true)
        #expect(other.lines.contains("claims"), "The token is genuine.")
        var request = Self.request([.approovToken: try self.issuer.token()])
        request.method = .get
        let none = try self.answer(request, body: nil) { $0.installation = .off }
        #expect(none.lines.first == "accepted  device ExampleApproovTokenDID==  expires in 5m  not signed")
    }

    @Test("A deviation that was needed is named")
    func deviations() throws {
        var app = TestApp(attestedBy: self.issuer, installation: nil, accountKey: self.account)
        app.components = [.method, .targetURI, .field(.approovToken), .query]
        var request = Self.request()
        let base = try #require(try app.sign(&request)["account"]).text.replacing(": ?a=1", with: ": a=1")
        let code = HMAC<SHA256>.authenticationCode(for: Data(base.utf8), using: SymmetricKey(data: self.account.secret))
        request.headerFields[.signature] = "account=:\(Data(code).base64EncodedString()):"
        let forms = try #require(CompatibilityForms("string-signature,query-without-mark")).forms
        let answer = try self.answer(request, body: nil) {
            $0.installation = .off
            $0.accountKeys = .variable("KEYS")
            $0.compatibility = forms
        }
        #expect(answer.lines.contains("  only as  query-without-mark"))
    }

    @Test("Names of deviations are known ones", arguments: ["", "string-signature,", "other", "string-signature, "])
    func badDeviations(names: String) {
        #expect(CompatibilityForms(names) == nil)
    }

    @Test("Account keys that cannot be are named, and not shown")
    func badKeys() throws {
        for (variable, message) in [
            ("WEAK", "An account key has 3 bytes; it needs at least 32."), ("EMPTY", "There are no account keys."),
            ("APPROOV_BASE64_SECRET", "An account key is not spelled as kid:secret."),
        ] {
            let request = try self.signed()
            let fault = #expect(throws: ControlFault.self) {
                try self.answer(request) { $0.accountKeys = .variable(variable) }
            }
            #expect(fault == .configuration(variable, message))
        }
        let request = try self.signed()
        let fault = #expect(throws: ControlFault.self) { try self.answer(request) { $0.account = .required } }
        #expect(fault?.status == .misuse)
    }
}
