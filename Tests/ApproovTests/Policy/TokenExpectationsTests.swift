import Approov
import ApproovTesting
import Testing

@Suite("Issuer and audience")
struct TokenExpectationsTests {
    private func outcome(_ members: String, _ expectations: TokenExpectations) throws -> String {
        let issuer = try TestIssuer()
        let verifier = issuer.verifier(policy: .standard { $0.expectations = expectations })
        return verifier.outcome(token: try issuer.token(with: members))
    }

    @Test(
        "The audience must be the expected one, alone or among others",
        arguments: [
            (#""aud":"api.example.com""#, "accepted"), (#""aud":["api.example.com"]"#, "accepted"),
            (#""aud":["other","api.example.com"]"#, "accepted"), (#""aud":"api\u002eexample.com""#, "accepted"),
            (#""a":1"#, "audienceMismatch"), (#""aud":"""#, "audienceMismatch"), (#""aud":[]"#, "audienceMismatch"),
            (#""aud":[""]"#, "audienceMismatch"), (#""aud":null"#, "audienceMismatch"),
            (#""aud":[null,"api.example.com"]"#, "audienceMismatch"), (#""aud":7"#, "audienceMismatch"),
            (#""aud":true"#, "audienceMismatch"), (#""aud":{"0":"api.example.com"}"#, "audienceMismatch"),
            (#""aud":[["api.example.com"]]"#, "audienceMismatch"),
            (#""aud":["api.example.com",["api.example.com"]]"#, "audienceMismatch"),
            (#""aud":"API.example.com""#, "audienceMismatch"), (#""aud":" api.example.com""#, "audienceMismatch"),
            (#""aud":"api.example.com ""#, "audienceMismatch"), (#""aud":"api.example.com.""#, "audienceMismatch"),
            (#""aud":"api.example.co""#, "audienceMismatch"), (#""aud":"x,api.example.com""#, "audienceMismatch"),
            (#""aud":"api.example.com\u0000""#, "audienceMismatch"),
            (#""Aud":"api.example.com""#, "audienceMismatch"), (#""iss":"api.example.com""#, "audienceMismatch"),
        ]
    )
    func audience(members: String, outcome: String) throws {
        #expect(try self.outcome(members, TokenExpectations(audience: "api.example.com")) == outcome)
    }

    @Test(
        "The issuer must be the expected one",
        arguments: [
            (#""iss":"example.approov.io""#, "accepted"), (#""iss":"\u0065xample.approov.io""#, "accepted"),
            (#""a":1"#, "issuerMismatch"), (#""iss":"""#, "issuerMismatch"), (#""iss":null"#, "issuerMismatch"),
            (#""iss":["example.approov.io"]"#, "issuerMismatch"), (#""iss":7"#, "issuerMismatch"),
            (#""iss":{"example.approov.io":1}"#, "issuerMismatch"), (#""iss":true"#, "issuerMismatch"),
            (#""iss":"Example.approov.io""#, "issuerMismatch"), (#""iss":"example.approov.io/""#, "issuerMismatch"),
            (#""iss":" example.approov.io""#, "issuerMismatch"), (#""Iss":"example.approov.io""#, "issuerMismatch"),
            (#""aud":"example.approov.io""#, "issuerMismatch"),
        ]
    )
    func issuer(members: String, outcome: String) throws {
        #expect(try self.outcome(members, TokenExpectations(issuer: "example.approov.io")) == outcome)
    }

    @Test(
        "Without expectations both claims are ignored, whatever they are",
        arguments: [#""a":1"#, #""iss":7,"aud":7"#, #""iss":["x"],"aud":[["x"]]"#, #""iss":null,"aud":null"#]
    )
    func ignored(members: String) throws {
        #expect(try self.outcome(members, TokenExpectations()) == "accepted")
    }

    @Test("Two texts that Swift calls equal are two issuers and two audiences")
    func canonicalEquivalence() throws {
        for (claim, outcome) in [("caf\u{E9}", "accepted"), ("cafe\u{301}", "issuerMismatch")] {
            #expect(try self.outcome(#""iss":"\#(claim)""#, TokenExpectations(issuer: "caf\u{E9}")) == outcome)
        }
        for (claim, outcome) in [("caf\u{E9}", "accepted"), ("cafe\u{301}", "audienceMismatch")] {
            #expect(try self.outcome(#""aud":"\#(claim)""#, TokenExpectations(audience: "caf\u{E9}")) == outcome)
        }
    }

    @Test("Both are checked, the issuer first")
    func both() throws {
        let both = TokenExpectations(issuer: "a", audience: "b")
        #expect(try self.outcome(#""iss":"a","aud":"b""#, both) == "accepted")
        #expect(try self.outcome(#""iss":"a","aud":"a""#, both) == "audienceMismatch")
        #expect(try self.outcome(#""iss":"b","aud":"b""#, both) == "issuerMismatch")
        #expect(try self.outcome(#""iss":"b","aud":"a""#, both) == "issuerMismatch")
    }

    @Test("A message quotes neither what was expected nor what came")
    func messages() throws {
        let issuer = try TestIssuer()
        let token = try issuer.token(with: #""iss":"received-issuer-text","aud":"received-audience-text""#)
        for expectations in [
            TokenExpectations(issuer: "expected-issuer-text"), TokenExpectations(audience: "expected-audience-text"),
        ] {
            let verifier = issuer.verifier(policy: .standard { $0.expectations = expectations })
            let rejection = verifier.rejection(token: token)
            #expect(rejection?.check == .token)
            expectNothing(
                of: [
                    "expected-issuer-text", "expected-audience-text", "received-issuer-text", "received-audience-text",
                    token,
                ],
                in: "\(String(describing: rejection))"
            )
        }
    }
}
