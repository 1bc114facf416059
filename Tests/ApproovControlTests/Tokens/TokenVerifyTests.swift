import Approov
import ApproovControl
import ApproovTesting
import Testing

@Suite("Verifying tokens")
struct TokenVerifyTests {
    private static let now = TestIssuer.standardTime
    private static let environment = ["APPROOV_BASE64_SECRET": developmentSecret, "A": "Bearer abc", "B": "Bearer abd"]

    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer(base64Secret: developmentSecret, now: Self.now)
    }

    private func answer(_ token: String, _ change: (inout TokenVerify) -> Void = { _ in }) throws -> Answer {
        var verify = TokenVerify(token: .standardInput, key: .secret(.environment, .hs256), now: Self.now)
        change(&verify)
        return try verify.run(in: .test(Self.environment, input: token))
    }

    @Test("A verdict is a line with what it is about, and the claims of a genuine token")
    func lines() throws {
        let accepted = try self.answer(try self.issuer.token())
        #expect(accepted.isYes)
        #expect(
            accepted.lines == [
                "accepted  device ExampleApproovTokenDID==  expires in 5m", "", "claims",
                "  exp  1900000300                2030-03-17T17:51:40Z, in 5m",
                "  ip   192.0.2.7                 where the app reached Approov from",
                "  did  ExampleApproovTokenDID==  the installation of the app",
            ]
        )
        let expired = try self.answer(try self.issuer.token()) { $0.now = Self.now.advanced(bySeconds: 4080) }
        #expect(!expired.isYes)
        #expect(expired.lines.first == "rejected  expired  (token) The token expired 1h3m ago.")
        let forged = try self.answer(try self.issuer.token(.wrongKey))
        #expect(forged.lines == ["rejected  invalidSignature  (token) The token's signature does not verify."])
    }

    @Test("The claims of a forged token are not shown", arguments: [TestToken.wrongKey, .unsigned, .wrongAlgorithm])
    func forged(kind: TestToken) throws {
        for isJSON in [false, true] {
            let answer = try self.answer(try self.issuer.token(kind)) { $0.isJSON = isJSON }
            #expect(!answer.text.contains("ExampleApproovTokenDID") && !answer.text.contains("claims"))
        }
    }

    struct Case: Sendable {
        let kind: TestToken
        let outcome: String
        let change: @Sendable (inout TokenVerify) -> Void

        init(_ kind: TestToken, _ outcome: String, _ change: @escaping @Sendable (inout TokenVerify) -> Void) {
            self.kind = kind
            self.outcome = outcome
            self.change = change
        }
    }

    @Test(
        "Each part of the policy can be asked for",
        arguments: [
            Case(.fullClaims, "accepted") { $0.issuer = "example.approov.io" },
            Case(.fullClaims, "issuerMismatch") { $0.issuer = "other.approov.io" },
            Case(.fullClaims, "accepted") { $0.audience = "api.example.com" },
            Case(.fullClaims, "audienceMismatch") { $0.audience = "other.example.com" },
            Case(.expired, "accepted") { $0.clockSkew = 2 },
            Case(.expired, "expired") { $0.clockSkew = 1 },
            Case(.longLived, "lifetimeTooLong") { $0.maximumLifetime = 3600 },
            Case(.valid, "accepted") { $0.maximumLifetime = 3600 },
            Case(.valid, "bindingClaimMissing") { $0.bound = [.variable("A")] },
            Case(.valid, "accepted") {
                $0.bound = [.variable("A")]
                $0.binding = .ifPresent
            },
            Case(.valid, "accepted") {
                $0.bound = [.variable("A")]
                $0.binding = .off
            },
            Case(.valid, "bindingHeaderMissing") { $0.binding = .required },
            Case(.valid, "accepted") { $0.binding = .ifPresent },
        ]
    )
    func policy(example: Case) throws {
        let answer = try self.answer(try self.issuer.token(example.kind)) {
            example.change(&$0)
            $0.isJSON = true
        }
        #expect(answer.text.hasPrefix(#"{"outcome":"\#(example.outcome)""#))
        #expect(answer.isYes == (example.outcome == "accepted"))
    }

    @Test("A binding is checked byte by byte", arguments: [("A", true), ("B", false)])
    func binding(variable: String, isBound: Bool) throws {
        let answer = try self.answer(try self.issuer.token(boundTo: "Bearer abc")) { $0.bound = [.variable(variable)] }
        let refusal =
            "rejected  bindingMismatch  (binding) "
            + "The token is bound to something else than the request carries (pay)."
        #expect(
            answer.lines.first.map(String.init)
                == (isBound
                    ? "accepted  device ExampleApproovTokenDID==  expires in 5m  bound" : refusal)
        )
    }

    @Test("Values that no header could carry can be bound")
    func anyBytes() throws {
        let value = "line 1\nline 2\u{0}"
        var verify = TokenVerify(token: .standardInput, key: .secret(.environment, .hs256), now: Self.now)
        verify.bound = [.variable("A")]
        let environment = ["APPROOV_BASE64_SECRET": developmentSecret, "A": value]
        let answer = try verify.run(in: .test(environment, input: try self.issuer.token(boundTo: value)))
        #expect(answer.isYes)
    }

    @Test("What a claim says does nothing to the terminal", arguments: [false, true])
    func plain(isJSON: Bool) throws {
        let claims = "{\"exp\":1900000300,\n\"did\":\"\\u001b[31m\u{9B}\u{202E}\",\"\u{7F}\":[\"a b\", \"\\\\\"]}"
        let text = try self.answer(try self.issuer.token(claims: claims)) { $0.isJSON = isJSON }.text
        let isPlain = text.unicodeScalars.allSatisfy { $0 == "\n" || PlainText.escaping("\($0)") == "\($0)" }
        #expect(isPlain)
        if isJSON {
            #expect(
                text.contains(#"{"exp":1900000300,"did":"\u001b[31m\u009b\u202e","\u007f":["a b","\\"]}"#)
            )
        }
    }

    @Test(
        "A policy that makes no sense is misuse",
        arguments: [{ $0.clockSkew = 301 }, { $0.clockSkew = .nan }, { $0.maximumLifetime = 0 }]
            as [@Sendable (inout TokenVerify) -> Void]
    )
    func misuse(change: @Sendable (inout TokenVerify) -> Void) {
        var verify = TokenVerify(token: .standardInput, key: .secret(.environment, .hs256), now: Self.now)
        change(&verify)
        let fault = fault { [verify] () throws(ControlFault) in try verify.run(in: .test(Self.environment)) }
        #expect(fault?.status == .misuse)
    }
}
