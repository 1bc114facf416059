import Approov
import ApproovTesting
import Testing

private let secret =
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw=="
private let urlSafe =
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw"
private let pem = """
    -----BEGIN PUBLIC KEY-----
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEs+7CS7w8I/vEejqWdkXZpqL8b7w9
    xYO0YghVBf+V04I5gtbhvbu3Ctp6Qyut08qcp8PC1vJaUwGAJEaRq2m1eA==
    -----END PUBLIC KEY-----
    """

@Suite("Texts with keys")
struct KeyRingTextTests {
    private static func oct(_ keyID: String) -> String {
        #"{"kty":"oct","alg":"HS256","kid":"\#(keyID)","k":"\#(urlSafe)"}"#
    }

    private func outcome(
        _ text: String,
        _ algorithm: TokenAlgorithm? = nil,
        keyID: String? = nil
    ) -> (String, [VerificationKey]) {
        do throws(KeyError) {
            return ("accepted", try KeyRing(parsing: text, algorithm: algorithm, keyID: keyID).keys)
        } catch {
            expectNothing(of: [secret, urlSafe], in: error.message)
            return (error.code.description, [])
        }
    }

    @Test(
        "Secrets stand one in each line, in either alphabet",
        arguments: [
            (secret, 1), ("\(secret)\n", 1), ("\(secret)\n\(urlSafe)\n", 2),
            ("# new\r\n\(secret)\r\n\r\n# old\r\n  \(urlSafe)", 2),
            (Array(repeating: secret, count: 8).joined(separator: "\n"), 8),
        ]
    )
    func secrets(text: String, count: Int) {
        let (outcome, keys) = self.outcome(text)
        #expect(outcome == "accepted")
        #expect(keys.map(\.algorithm) == Array(repeating: .hs256, count: count))
    }

    @Test("A secret may be for another algorithm, and may have a kid")
    func secretForAnother() {
        let (_, keys) = self.outcome(secret, .hs512, keyID: "a")
        #expect(keys.map(\.algorithm) == [.hs512])
        #expect(keys.map(\.keyID) == ["a"])
        #expect(self.outcome("\(secret)\n\(secret)", keyID: "a").0 == "ambiguous")
    }

    @Test("JWKs and sets of them name their algorithm and their kid")
    func json() throws {
        let jwk = try TestIssuer(algorithm: .es256, keyID: "7").jwk
        for text in [jwk, #" {"keys":[\#(jwk)]} "#, Self.oct("7"), #"{"keys":[\#(Self.oct("7"))]}"#] {
            let (outcome, keys) = self.outcome(text)
            #expect(outcome == "accepted")
            #expect(keys.map(\.keyID) == ["7"])
            #expect(self.outcome(text, .es256).0 == "ambiguous")
        }
        #expect(self.outcome(#"{"keys":[\#(jwk),\#(Self.oct("8"))]}"#).0 == "ambiguous")
        #expect(self.outcome(#"{"keys":[\#(Self.oct("8")),\#(jwk)]}"#).0 == "ambiguous")
        #expect(self.outcome(#"{"keys":[\#(Self.oct("8")),\#(Self.oct("8"))]}"#).0 == "ambiguous")
    }

    @Test("A key in PEM must be told its algorithm")
    func publicKey() {
        #expect(self.outcome(pem).0 == "ambiguous")
        #expect(self.outcome("\n\(pem)\n", .es256, keyID: "7").1.map(\.keyID) == ["7"])
        #expect(self.outcome(pem, .rs256).0 == "malformed")
        #expect(self.outcome(pem, .hs256).0 == "unsupported")
    }

    @Test(
        "What is none of these is refused",
        arguments: [
            ("", "malformed"), (" \r\n", "malformed"), ("# nothing", "malformed"), ("{", "malformed"),
            ("{}", "malformed"),
            (#"{"keys":[]}"#, "malformed"), (#"{"keys":{}}"#, "malformed"), ("[]", "malformed"),
            ("not a secret", "malformed"), ("\(secret) \(secret)", "malformed"), ("c2hvcnQ=", "weak"),
            ("\(secret)\nc2hvcnQ=", "weak"), (String(pem.prefix(100)), "ambiguous"),
            (Array(repeating: secret, count: 9).joined(separator: "\n"), "ambiguous"),
            ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8+_w==", "malformed"),
        ]
    )
    func nonsense(text: String, outcome: String) {
        #expect(self.outcome(text).0 == outcome)
    }
}
