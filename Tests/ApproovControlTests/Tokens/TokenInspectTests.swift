import Approov
import ApproovControl
import ApproovTesting
import Testing

@Suite("Inspecting tokens")
struct TokenInspectTests {
    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer(base64Secret: developmentSecret, now: TestIssuer.standardTime)
    }

    private func answer(_ token: String) throws -> Answer {
        try TokenInspect(token: .standardInput, now: self.issuer.now).run(in: .test(input: token))
    }

    /// Returns the objections to a token.
    private func objections(_ token: String) throws -> [String] {
        let lines = try self.answer(token).lines
        guard let start = lines.firstIndex(of: "a strict verifier says of its shape") else { return ["no report"] }
        let words = lines[(start + 1)...].compactMap { $0.split(separator: " ").first.map(String.init) }
        return words == ["nothing"] ? [] : words
    }

    @Test("Nobody is told that a token is genuine", arguments: TestToken.allCases)
    func warning(kind: TestToken) throws {
        let text = try self.answer(try self.issuer.token(kind)).text
        #expect(text.hasPrefix("NOT VERIFIED  Anybody can write such a text."))
        #expect(!text.contains("accepted"))
    }

    @Test("The signature is not shown")
    func signature() throws {
        let token = try self.issuer.token()
        let signature = try #require(token.split(separator: ".").last)
        #expect(try !self.answer(token).text.contains(signature.prefix(6)))
    }

    @Test(
        "Objections are those to the shape",
        arguments: [
            (#"{"alg":"HS256"}"#, #"{"exp":1}"#, []),
            (#"{"alg":"HS256"}"#, #"{}"#, ["missingExpiry"]),
            (
                #"{"alg":"HS256"}"#, #"{"exp":"","nbf":[],"iat":null}"#,
                ["invalidClaim", "invalidClaim", "invalidClaim"]
            ),
            (#"{"alg":"HS256"}"#, #"{"exp":1,"exp":2}"#, ["malformedToken"]),
            (#"{"alg":"HS256"}"#, "text", ["malformedToken"]),
            (#"{"alg":"HS384"}"#, #"{"exp":1}"#, ["invalidSignature"]),
            (#"{"alg":"none"}"#, #"{"exp":1}"#, ["algorithmNotAllowed"]),
            (#"{}"#, #"{"exp":1}"#, ["algorithmNotAllowed"]),
            (#"{"alg":"HS256","crit":["b64"]}"#, #"{"exp":1}"#, ["malformedToken"]),
        ]
    )
    func objections(header: String, claims: String, objections: [String]) throws {
        let token = try self.issuer.token(header: header, claims: claims)
        #expect(try self.objections(token) == objections)
        #expect(try self.answer(token).isYes == objections.isEmpty)
    }

    @Test(
        "What is no signed token is recognised",
        arguments: [
            ("", "missingToken", ""), ("NO_NETWORK", "clientStatus", ""), ("mitm_detected", "clientStatus", ""),
            ("a.b", "malformedToken", ""), (String(repeating: "a", count: 8193), "tokenTooLong", ""),
            (
                "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.a.a", "encryptedToken",
                "An encrypted token (JWE): its claims cannot be seen."
            ),
            (
                #"{"exp":1900000000,"sip":"l8TTqx"}"#, "malformedToken",
                "A loggable token: the claims without the signature, which no server accepts."
            ),
        ]
    )
    func others(text: String, objection: String, line: String) throws {
        #expect(try self.objections(text) == [objection])
        #expect(try self.answer(text + "\n").text.contains(line))
    }

    @Test("Claims are explained")
    func explanations() throws {
        let claims = #"{"exp":1900000252.5,"sub":"approov|x|com.example","pay":"x","ipk":"AAAA","embed":{"a": [1]}}"#
        let lines = try self.answer(try self.issuer.token(claims: claims)).lines
        #expect(
            lines.dropFirst(7).prefix(5) == [
                "  exp    1900000252.5           2030-03-17T17:50:52.500Z, in 4m12s",
                "  sub    approov|x|com.example  the installation and the app",
                "  pay    x                      not a SHA-256 in padded base64",
                "  ipk    AAAA                   not a P-256 public key in padded base64",
                #"  embed  {"a":[1]}              results of web protection"#,
            ]
        )
    }
}
