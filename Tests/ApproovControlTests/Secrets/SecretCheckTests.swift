import ApproovControl
import Testing

@Suite("Checking secrets")
struct SecretCheckTests {
    private static let random32 = "aQ1w6Rk0m3b5cV8xZp2Yt7Ls9DfGhJ4Ke+NuIoE/XyA="

    private static func json(_ text: String, _ variable: String = "SECRET") throws -> String {
        let check = SecretCheck(.input(.variable(variable)), isJSON: true)
        return try check.run(in: .test([variable: text])).text
    }

    @Test("A good secret has all that can be said of it")
    func good() throws {
        #expect(
            try Self.json(developmentSecret) == #"""
                {"usable":true,"problem":null,"alphabet":"base64","bytes":64,"algorithms":["HS256","HS384","HS512"],\#
                "warnings":[]}

                """#
        )
        #expect(try Self.json(Self.random32).contains(#""bytes":32,"algorithms":["HS256"],"#))
    }

    @Test(
        "What cannot be used is said",
        arguments: [
            ("", "The secret is empty."),
            ("AAAA", "The secret has 3 bytes; HS256 needs at least 32."),
            ("not base64!", "The secret is neither base64 nor base64url."),
            ("a+b_", "The secret is neither base64 nor base64url."),
            (
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "The secret is a public key or the text of a key file, not a secret."
            ),
            (
                #"{"kty":"oct","k":"AAAA"}"#,
                "The secret is a public key or the text of a key file, not a secret."
            ),
            (
                // A P-256 SubjectPublicKeyInfo.
                "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEuuK8GTiaE3c4qRUvook5Ce6RWt1HwAjrDXKCHn5p6ah3I0+Lg4tAucBs+UqsOcxHBGVIqsZxHOTwy1KBMD61SQ==",
                "The secret is a public key or the text of a key file, not a secret."
            ),
        ]
    )
    func bad(text: String, problem: String) throws {
        let json = try Self.json(text)
        #expect(json.hasPrefix(#"{"usable":false,"problem":"\#(problem)""#))
        #expect(json.contains(#""warnings":[]}"#))
    }

    @Test(
        "A variable must be in the alphabet of its name",
        arguments: [
            ("APPROOV_BASE64_SECRET", "_", false), ("APPROOV_BASE64_SECRET", "/", true),
            ("APPROOV_BASE64URL_SECRET", "_", true), ("APPROOV_BASE64URL_SECRET", "/", false),
        ]
    )
    func alphabet(variable: String, character: String, isUsable: Bool) throws {
        let text = "aQ1w6Rk0m3b5cV8xZp2Yt7Ls9DfGhJ4KePNuIoE\(character)XyA="
        #expect(try Self.json(text, variable).hasPrefix(#"{"usable":\#(isUsable)"#))
    }

    @Test(
        "A secret that was hardly drawn at random gets a warning",
        arguments: [
            (
                String(repeating: "00", count: 40),
                "The text looks hexadecimal and was read as base64. Convert it first."
            ),
            // The text 0123456789abcdef, twice over, in base64.
            (
                "MDEyMzQ1Njc4OWFiY2RlZmZlZGNiYTk4NzY1NDMyMTA=",
                "The secret consists of hexadecimal digits: it was encoded twice."
            ),
            // The base64 text of other bytes.
            (
                "YVExdzZSazBtM2I1Y1Y4eFpwMll0N0xzOURmR2hKNEtlK051SW9FL1h5QT0=",
                "The secret is itself base64 text: it was encoded twice."
            ),
            // A sentence.
            (
                "bXkgdmVyeSwgdmVyeSwgdmVyeSBzZWNyZXQgc2VudGVuY2UuLi4=",
                "The secret is printable text, which is easier to guess than random bytes."
            ),
            (String(repeating: "q83v", count: 16), "The secret repeats itself, or uses few different bytes."),
            ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "The bytes of the secret are an arithmetic sequence."),
        ]
    )
    func warnings(text: String, warning: String) throws {
        let json = try Self.json(text)
        #expect(json.hasPrefix(#"{"usable":true,"#))
        #expect(json.contains(#","warnings":["\#(warning)"]"#))
    }

    @Test("A secret is never printed", arguments: [developmentSecret, "c2VjcmV0", "secret!"])
    func secrecy(text: String) throws {
        let check = SecretCheck(.input(.variable("SECRET")), isJSON: false)
        let answer = try check.run(in: .test(["SECRET": text])).text
        #expect(!answer.contains(text))
    }

    @Test("New secrets are all different, and none looks suspicious")
    func fresh() throws {
        var secrets: Set<String> = []
        for count in [32, 64, 1024] {
            for _ in 0..<50 {
                let secret = try SecretNew(count: count, encoding: .base64, path: nil).run().text
                #expect(secrets.insert(secret).inserted)
                #expect(try Self.json(secret).contains(#""warnings":[]"#))
            }
        }
    }
}
