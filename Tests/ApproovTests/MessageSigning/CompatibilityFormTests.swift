import Approov
import ApproovTesting
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Deviations from the RFC")
struct CompatibilityFormTests {
    /// A request, and how an old client spells its components.
    struct Spelling: Sendable, CustomTestStringConvertible {
        let forms: Set<CompatibilityForm>
        let url: (scheme: String, authority: String, path: String)
        let lines: [(component: String, value: String)]

        init(
            _ forms: Set<CompatibilityForm>,
            _ scheme: String = "https",
            _ authority: String = "api.example.com",
            _ path: String = "/v1/orders?b=2&a=1%20x",
            _ lines: (String, String)...
        ) {
            self.forms = forms
            self.url = (scheme, authority, path)
            self.lines = lines.map { (component: "\"\($0.0)\"", value: $0.1) }
        }

        /// The parts of the target, each with its value.
        init(
            _ forms: Set<CompatibilityForm>,
            _ authority: String,
            _ path: String,
            parts: (authority: String, path: String, query: String),
            parameter: String? = nil
        ) {
            self.forms = forms
            self.url = ("https", authority, path)
            var lines = [
                (component: #""@authority""#, value: parts.authority), (#""@path""#, parts.path),
                (#""@query""#, parts.query),
            ]
            if let parameter { lines.append((#""@query-param";name="a""#, parameter)) }
            self.lines = lines
        }

        var testDescription: String {
            "\(self.forms.map(\.rawValue).sorted().joined(separator: ", ")): "
                + self.lines.map { "\($0.component) \($0.value)" }.joined(separator: ", ")
        }

        /// The request, signed so.
        func scene(accepting forms: Set<CompatibilityForm>) throws -> SignedScene {
            var scene = try SignedScene.get(self.url)
            scene.signing.compatibility = forms
            try scene.attest()
            let lines = scene.lines()
            try scene.sign([lines[0]] + self.lines + [lines[1]])
            return scene
        }
    }

    private static let path = "/v1/orders?b=2&a=1%20x"
    private static let target = "@target-uri"

    private static let spellings: [Spelling] = [
        Spelling([.targetURIAsWritten], "https", "api.example.com", "/", (target, "https://api.example.com")),
        Spelling([.targetURIAsWritten], "https", "api.example.com", "/?b=2", (target, "https://api.example.com?b=2")),
        Spelling([.targetURIAsWritten], "https", "api.example.com", "/", (target, "https://api.example.com:443")),
        Spelling([.targetURIAsWritten], "https", "api.example.com", "/", (target, "https://api.example.com:443/")),
        Spelling([.targetURIAsWritten], "http", "api.example.com", "/v1", (target, "http://api.example.com:80/v1")),
        Spelling([.targetURIAsWritten], "https", "api.example.com:8443", "/", (target, "https://api.example.com:8443")),
        Spelling(
            [.targetURIAsWritten],
            "https",
            "api.example.com",
            path,
            (target, "https://api.example.com:443\(path)")
        ),
        Spelling([.targetURIAsWritten], "https", "[::1]", "/", (target, "https://[::1]")),
        Spelling(
            [.authorityWithoutPort],
            "api.example.com:8443",
            path,
            parts: ("api.example.com", "/v1/orders", "?b=2&a=1%20x")
        ),
        Spelling([.authorityWithoutPort], "[2001:db8::1]:8443", "/", parts: ("[2001:db8::1]", "/", "?")),
        Spelling([.queryWithoutMark], "api.example.com", path, parts: ("api.example.com", "/v1/orders", "b=2&a=1%20x")),
        Spelling([.queryWithoutMark], "api.example.com", "/v1", parts: ("api.example.com", "/v1", "")),
        Spelling([.decodedPath], "api.example.com", "/v%31/a%20b", parts: ("api.example.com", "/v1/a b", "?")),
        Spelling([.decodedPath], "api.example.com", "/a%22%7Eb", parts: ("api.example.com", "/a\"~b", "?")),
        Spelling(
            [.decodedQueryParameter],
            "api.example.com",
            path,
            parts: ("api.example.com", "/v1/orders", "?b=2&a=1%20x"),
            parameter: "1 x"
        ),
        Spelling(
            [.decodedQueryParameter],
            "api.example.com",
            "/?a=1+x",
            parts: ("api.example.com", "/", "?a=1+x"),
            parameter: "1 x"
        ),
        // All that a client of one age does.
        Spelling(
            [.authorityWithoutPort, .queryWithoutMark, .decodedPath],
            "api.example.com:8443",
            "/a%20b?c",
            parts: ("api.example.com", "/a b", "c")
        ),
        Spelling(
            [.authorityWithoutPort, .queryWithoutMark, .decodedQueryParameter],
            "api.example.com:8443",
            path,
            parts: ("api.example.com", "/v1/orders", "b=2&a=1%20x"),
            parameter: "1 x"
        ),
    ]

    @Test("Each is accepted where it is asked for, is reported, and is refused elsewhere", arguments: spellings)
    func forms(spelling: Spelling) throws {
        let all = Set(CompatibilityForm.allCases)
        for forms in [spelling.forms, all] {
            let signatures = try spelling.scene(accepting: forms).verify().signatures
            #expect(signatures.map(\.compatibilityForms) == [spelling.forms])
        }
        for form in spelling.forms {
            #expect(try spelling.scene(accepting: all.subtracting([form])).outcome == "messageSignatureInvalid")
        }
        #expect(try spelling.scene(accepting: []).outcome == "messageSignatureInvalid")
    }

    @Test("None is accepted unless somebody asks")
    func off() {
        #expect(MessageSigning().compatibility.isEmpty)
    }

    @Test("What the RFC prescribes is accepted all the same, and reported as such", arguments: spellings)
    func standard(spelling: Spelling) throws {
        var scene = try SignedScene.get(spelling.url)
        scene.signing.compatibility = Set(CompatibilityForm.allCases)
        try scene.sign()
        #expect(try scene.verify().signatures.map(\.compatibilityForms) == [[]])
    }

    /// Spellings that no form makes acceptable, although each is near one.
    private static let others: [Spelling] = [
        Spelling([], "https", "api.example.com", "/", (target, "https://api.example.com:80/")),
        Spelling([], "http", "api.example.com", "/", (target, "http://api.example.com:443/")),
        Spelling([], "https", "api.example.com:8443", "/", (target, "https://api.example.com/")),
        Spelling([], "https", "api.example.com", "/v1", (target, "https://api.example.com/v1/")),
        Spelling([], "https", "api.example.com", "/v1/", (target, "https://api.example.com/v1")),
        Spelling([], "https", "api.example.com", "/", (target, "https://API.example.com")),
        Spelling([], "https", "api.example.com", "/", (target, "https://api.example.com/#top")),
        Spelling([], "https", "api.example.com", "/a%20b", (target, "https://api.example.com/a b")),
        Spelling([], "api.example.com:8443", "/", parts: ("api.example.com:443", "/", "?")),
        Spelling([], "api.example.com:8443", "/", parts: ("api.example.com:844", "/", "?")),
        Spelling([], "api.example.com", "/?a", parts: ("api.example.com", "/", "")),
        Spelling([], "api.example.com", "/a%0Ab", parts: ("api.example.com", "/a\nb", "?")),
        Spelling([], "api.example.com", "/a%C3%A9", parts: ("api.example.com", "/a\u{E9}", "?")),
        Spelling([], "api.example.com", "/a%zz", parts: ("api.example.com", "/a", "?")),
        Spelling([], "api.example.com", "/a%2520", parts: ("api.example.com", "/a ", "?")),
        Spelling([], "api.example.com", "/A", parts: ("api.example.com", "/a", "?")),
    ]

    @Test("No form makes another request acceptable", arguments: others)
    func near(spelling: Spelling) throws {
        let scene = try spelling.scene(accepting: Set(CompatibilityForm.allCases))
        #expect(scene.outcome == "messageSignatureInvalid")
    }

    @Test("A form is another spelling of the request that was signed, not of an altered one", arguments: spellings)
    func altered(spelling: Spelling) throws {
        var scene = try spelling.scene(accepting: Set(CompatibilityForm.allCases))
        scene.request.path? += "x"
        #expect(scene.outcome == "messageSignatureInvalid")
    }

    @Test(
        "What the RFC calls another request is none that deviates",
        arguments: [
            Spelling([], "api.example.com", "/v1??", parts: ("api.example.com", "/v1", "?")),
            Spelling([], "api.example.com", "/v1??b=2", parts: ("api.example.com", "/v1", "?b=2")),
            Spelling([], "api.example.com", "/a%2Fb", parts: ("api.example.com", "/a/b", "?")),
            Spelling([], "api.example.com", "/a%3Fb", parts: ("api.example.com", "/a?b", "?")),
            Spelling([], "api.example.com", "/a%2541", parts: ("api.example.com", "/a%41", "?")),
            Spelling([], "api.example.com", "/a/%2E%2E/b", parts: ("api.example.com", "/a/../b", "?")),
            Spelling([], "api.example.com", "/a%3Bb", parts: ("api.example.com", "/a;b", "?")),
            Spelling(
                [],
                "api.example.com",
                "/a?a=%2541",
                parts: ("api.example.com", "/a", "?a=%2541"),
                parameter: "%41"
            ),
        ]
    )
    func otherRequests(spelling: Spelling) throws {
        #expect(try spelling.scene(accepting: Set(CompatibilityForm.allCases)).outcome == "messageSignatureInvalid")
    }

    @Test("No more than eight spellings of a request are tried")
    func bound() throws {
        let all = Set(CompatibilityForm.allCases)
        let deviating = Spelling(
            [],
            "api.example.com:8443",
            "/a%20b?a=1%20x",
            parts: ("api.example.com", "/a b", "a=1%20x")
        )
        #expect(try deviating.scene(accepting: all).verify().signatures.first?.compatibilityForms.count == 3)
        let everywhere = Spelling(
            [],
            "api.example.com:8443",
            "/a%20b?a=1%20x",
            parts: ("api.example.com", "/a b", "a=1%20x"),
            parameter: "1 x"
        )
        #expect(try everywhere.scene(accepting: all).verify().signatures.first?.compatibilityForms.count == 4)
        let tooMany = Spelling(
            [],
            "api.example.com:8443",
            "/a%20b?a=1%20x",
            parts: ("api.example.com", "/a b", "a=1%20x"),
            parameter: "1%20x"
        )
        #expect(try tooMany.scene(accepting: all).outcome == "messageSignatureInvalid")
    }

    @Test("The signature as a string is a form of its own, which goes with the others")
    func string() throws {
        for path in ["/", "/v1"] {
            let url = path == "/" ? "https://api.example.com" : "https://api.example.com/v1"
            let spelling = Spelling([], "https", "api.example.com", path, (Self.target, url))
            let forms: Set<CompatibilityForm> = path == "/" ? [.targetURIAsWritten] : []
            var scene = try spelling.scene(accepting: forms.union([.stringSignature]))
            #expect(try scene.verify().signatures.map(\.compatibilityForms) == [forms])
            let bytes = scene.request.signatureBytes
            scene.request.replace(.signature, ":", "\"")
            #expect(try scene.verify().signatures.map(\.compatibilityForms) == [forms.union([.stringSignature])])
            scene.signing.compatibility = forms
            #expect(scene.outcome == "signatureMalformed")
            scene.signing.compatibility = [.stringSignature]
            for text in [
                "install=\"\(base64(bytes).dropLast(2))\"", "install=\" \(base64(bytes))\"",
                "install=\"\(base64(bytes))=\"", "install=\"x\"", "install=%\"\(base64(bytes))\"", "install=x",
            ] {
                scene.request.headerFields[.signature] = text
                #expect(scene.outcome == "signatureMalformed", "\(text.prefix(10))")
            }
            scene.request.headerFields[.signature] = "install=\"\""
            #expect(scene.outcome == "messageSignatureInvalid")
        }
    }

    @Test("A form applies to the account's signature too, with either key that may be derived")
    func account() throws {
        let account = try TestAccountKey(derivation: .derived)
        var scene = try SignedScene(accountKey: account)
        scene.app.installation = nil
        scene.signing = MessageSigning(
            installation: .off,
            account: .required,
            accountKeys: try AccountSigningKeys([account.keyID: account.secret], derivation: .derived)
        )
        scene.signing.compatibility = [.stringSignature]
        try scene.sign()
        #expect(try scene.verify().signatures.map(\.compatibilityForms) == [[]])
        scene.request.replace(.signature, ":", "\"")
        #expect(try scene.verify().signatures.map(\.compatibilityForms) == [[.stringSignature]])
    }
}
