import Approov
import ApproovControl
import ApproovTesting
import Crypto
import Foundation
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Signing messages")
struct MessageSignTests {
    private static let now = NumericDate(secondsSinceEpoch: 1_900_000_000.7)
    private static let environment = ["APPROOV_BASE64_SECRET": developmentSecret]

    private let folder: TemporaryFolder

    init() throws {
        self.folder = try TemporaryFolder()
    }

    private static func sign(
        _ url: String = "https://api.example.com/v1/items?b=2",
        method: String = "GET",
        _ fields: String...
    ) throws -> MessageSign {
        let fields = try fields.map { try #require(FieldArgument($0)) }
        let request = RequestSource(url: url, method: method, fields: fields)
        return MessageSign(request: request, tokenKey: .secret(.environment, .hs256, keyID: nil), now: Self.now)
    }

    /// Returns the arguments that a shell hands to curl.
    private func arguments(_ answer: Answer) throws -> [String] {
        let script = "curl() { for argument; do printf '%s\\0' \"$argument\"; done; }\n\(answer.text)"
        let (shell, output) = (Process(), Pipe())
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [try self.folder.file("script", script)]
        shell.standardOutput = output
        try shell.run()
        let bytes = try #require(try output.fileHandleForReading.readToEnd())
        shell.waitUntilExit()
        return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns the request that the arguments of curl describe, with a path of the only host.
    private static func request(_ arguments: [String], path: String) throws -> HTTPRequest {
        var request = HTTPRequest(
            method: try #require(HTTPRequest.Method(Self.values(of: "--request", in: arguments).first ?? "HEAD")),
            scheme: "https",
            authority: "api.example.com",
            path: path
        )
        for line in Self.values(of: "--header", in: arguments) {
            let parts = line.split(separator: ": ", maxSplits: 1)
            guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else { continue }
            request.headerFields.append(HTTPField(name: name, value: String(parts[1])))
        }
        return request
    }

    private static func values(of option: String, in arguments: [String]) -> [String] {
        zip(arguments, arguments.dropFirst()).filter { $0.0 == option }.map(\.1)
    }

    @Test("The command sends a request that verifies with the key that its genuine token carries")
    func genuine() throws {
        let path = "/v1/../it's?b=2&a=%20[1]"
        var sign = try Self.sign(
            "https://api.example.com\(path)",
            method: "POST",
            "X-Quotes: 'it''s' \"$HOME\" `id` \\ !!",
            "Accept: */*"
        )
        sign.body = .file(try self.folder.file("bo'dy", "{}"))
        let arguments = try self.arguments(sign.run(in: .test(Self.environment)))
        #expect(arguments.prefix(2) == ["--globoff", "--path-as-is"])
        #expect(arguments.last == "https://api.example.com\(path)")
        #expect(Self.values(of: "--data-binary", in: arguments) == ["@\(self.folder.path("bo'dy"))"])
        #expect(arguments.contains("Content-Type:"), "curl would add a type.")
        let request = try Self.request(arguments, path: path)
        #expect(request.headerFields[try #require(HTTPField.Name("X-Quotes"))] == "'it''s' \"$HOME\" `id` \\ !!")
        let verifier = try TestIssuer(base64Secret: developmentSecret, now: Self.now).verifier()
        let claims = try verifier.verify(RequestEvidence(request)).claims
        let key = try P256.Signing.PublicKey(
            derRepresentation: try #require(Data(base64Encoded: claims.installationPublicKey ?? ""))
        )
        let signature = try SignedMessage(request).signature(labelled: "install").verified(
            by: .p256(key),
            covering: [
                .method, .targetURI, .field(try #require(HTTPField.Name("Approov-Token"))), .field(.contentDigest),
            ]
        )
        #expect(signature.created == 1_900_000_000)
        #expect(signature.expires == 1_900_000_015)
        var check = try ContentDigest(request.headerFields).check(limit: 2)
        try check.update(Array("{}".utf8))
        try check.finish()
    }

    @Test("With --json the answer is the request and what was signed")
    func json() throws {
        struct Signed: Decodable {
            let method: String
            let url: String
            let fields: [[String]]
            let signatureBase: [String: String]
        }
        let token = try TestIssuer().token(claims: #"{"exp":1900000300,"did":"AAECAwQFBgcICQoLDA0ODw=="}"#)
        let secret = (0..<32).map { UInt8($0) }
        for mode in AccountSigningKeys.Derivation.allCases {
            var sign = try Self.sign("https://api.example.com/v1/items?b=2", method: "PUT", "X-Empty:", "X-Name: Zoë")
            sign.token = .file(try self.folder.file("token", token + "\n"))
            sign.account = SigningAccount(
                source: .file(try self.folder.file("account", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n")),
                keyID: "k1",
                derivation: mode
            )
            sign.components = try ["@query-param;name=\"b\"", "approov-token"].map {
                try #require(MessageComponent(identifier: $0))
            }
            sign.lifetime = try #require(Lifetime("2m"))
            sign.isJSON = true
            let answer = try sign.run(in: .test())
            let signed = try JSONDecoder().decode(Signed.self, from: Data(answer.text.utf8))
            let parameters = """
                ("@query-param";name="b" "approov-token");alg="hmac-sha256";created=1900000000;expires=1900000120
                """
            let base = """
                "@query-param";name="b": 2
                "approov-token": \(token)
                "@signature-params": \(parameters)
                """
            let deviceAndExpiry = secret.prefix(16) + [0, 0, 0, 0, 0x71, 0x3F, 0xB4, 0x2C]
            let direct = SymmetricKey(data: secret)
            let derived = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: deviceAndExpiry, using: direct))
            let code = HMAC<SHA256>.authenticationCode(for: Data(base.utf8), using: mode == .direct ? direct : derived)
            #expect([signed.method, signed.url] == ["PUT", "https://api.example.com/v1/items?b=2"])
            #expect(
                signed.fields.map { [$0[0].lowercased(), $0[1]] } == [
                    ["x-empty", ""], ["x-name", "Zoë"], ["approov-token", token],
                    ["signature-input", "account=\(parameters)"],
                    ["signature", "account=:\(Data(code).base64EncodedString()):"],
                ]
            )
            #expect(signed.signatureBase == ["account": base])
        }
    }

    @Test("Header fields are read from a file, and written to one that curl reads")
    func files() throws {
        var sign = try Self.sign("http://api.example.com:80?x", "X-Last: 3")
        let content = "X-First: 1\r\nX-Empty;\nx-first: \t2 \n\r\n\n"
        sign.request.fieldsFile = .file(try self.folder.file("in", content))
        sign.output = self.folder.path("out")
        sign.destination = "http://127.0.0.1:8002"
        let answer = try sign.run(in: .test(Self.environment))
        #expect(
            answer.lines == [
                """
                curl --globoff --path-as-is --request 'GET' --header 'Host: api.example.com' \
                --header '@\(self.folder.path("out"))' 'http://127.0.0.1:8002/?x'
                """
            ]
        )
        let lines = try self.folder.content(of: "out").split(separator: "\n")
        #expect(lines.prefix(4) == ["X-First: 1", "X-Empty;", "x-first: 2", "X-Last: 3"])
        #expect(lines.count == 7)
        #expect(try self.folder.mode(of: "out") == 0o600)
        sign.request.fieldsFile = .file(self.folder.path("out"))
        let fault = fault { [sign] () throws(ControlFault) in try sign.run(in: .test(Self.environment)) }
        #expect(fault?.description.hasPrefix("The token carries the public key of an installation:") == true)
    }

    @Test("A body of any size has a digest, or none", arguments: BodyDigest.allCases)
    func digests(digest: BodyDigest) throws {
        let body = [UInt8](repeating: 0x61, count: 3 << 20)
        var sign = try Self.sign()
        sign.body = .file(try self.folder.file("body", body))
        sign.digest = digest
        sign.isJSON = true
        let text = try sign.run(in: .test(Self.environment)).text
        let algorithm = DigestAlgorithm(rawValue: digest.rawValue)
        let value = algorithm.map { ContentDigest.fieldValue(of: body, by: [$0]) }
        #expect(text.contains("content-digest") == (value != nil))
        #expect(value.map(text.contains) ?? true)
    }

    @Test(
        "A URL that no request can go to is misuse",
        arguments: [
            ("https://user:secret@api.example.com/", "A user before the host (@) is no part of a request"),
            ("https://api.example.com/#top", "A fragment (#) is no part of a request"),
            ("https://api.example.com/a b", "A URL has no spaces"), ("https://exämple.com/", "A URL has no spaces"),
            ("api.example.com", "A URL begins with https://"), ("ftp://api.example.com", "A URL begins with https://"),
            ("https:///x", "The URL has no host"), ("", "A URL begins with https://"),
        ]
    )
    func badURL(url: String, message: String) throws {
        let sign = try Self.sign(url)
        let fault = fault { () throws(ControlFault) in try sign.run(in: .test(Self.environment)) }
        #expect(fault?.status == .misuse)
        #expect(fault?.description.hasPrefix("--url: \(message)") == true)
    }

    @Test("Dots, escapes and empty paths stay as they are written")
    func rawTarget() throws {
        for (url, target) in [
            ("https://api.example.com", "/"), ("HTTPS://API.example.com:443/a/../b%2f//c", "/a/../b%2f//c"),
            ("https://api.example.com?", "/?"),
        ] {
            var sign = try Self.sign(url)
            sign.components = [try #require(MessageComponent(identifier: "@request-target"))]
            sign.isJSON = true
            #expect(try sign.run(in: .test(Self.environment)).text.contains(#"\"@request-target\": \#(target)\u000a"#))
        }
    }

    struct Contradiction: Sendable {
        let message: String
        let change: @Sendable (inout MessageSign) throws -> Void

        init(_ message: String, _ change: @escaping @Sendable (inout MessageSign) throws -> Void) {
            self.message = message
            self.change = change
        }
    }

    @Test(
        "What contradicts itself is misuse",
        arguments: [
            Contradiction("--method: That is not the method of a request for a URL.") { $0.request.method = "G T" },
            Contradiction("--method: That is not the method of a request for a URL.") { $0.request.method = "CONNECT" },
            Contradiction("--send-to: An origin has no path.") { $0.destination = "http://127.0.0.1/x" },
            Contradiction("--send-to: A URL begins with https:// or http://.") { $0.destination = "127.0.0.1" },
            Contradiction("The URL says what the Host field holds: leave the field out.") {
                $0.request.fields = [try #require(FieldArgument("host: x"))]
            },
            Contradiction("The request has a token already.") {
                $0.request.fields = [try #require(FieldArgument("Approov-Token: x"))]
                $0.token = .variable("TOKEN")
            },
            Contradiction("Only one thing can be read from standard input.") {
                $0.body = .standardInput
                $0.key = .standardInput
            },
            Contradiction(#"The request cannot be signed. The message has no single value for "x"."#) {
                $0.components = [try #require(MessageComponent(identifier: "x"))]
            },
            Contradiction("The request cannot be signed. The token has no did or no exp to derive a key from.") {
                $0.token = .variable("TOKEN")
                $0.account = SigningAccount(source: .variable("ACCOUNT"), keyID: "k", derivation: .derived)
            },
            Contradiction(
                "A header field or a file name has invisible characters: write the fields to a file (--output)."
            ) { $0.request.fields = [try #require(FieldArgument("X: \u{202E}"))] },
        ]
    )
    func misuse(contradiction: Contradiction) throws {
        var sign = try Self.sign()
        try contradiction.change(&sign)
        let environment = Self.environment.merging(["TOKEN": "x", "ACCOUNT": developmentSecret]) { $1 }
        let fault = fault { [sign] () throws(ControlFault) in try sign.run(in: .test(environment)) }
        #expect(fault == .misuse(contradiction.message))
    }

    @Test("Bad keys are named, and not shown")
    func badKeys() throws {
        var sign = try Self.sign()
        sign.key = .variable("KEY")
        var found = fault { [sign] () throws(ControlFault) in
            try sign.run(in: .test(Self.environment.merging(["KEY": "AAAA"]) { $1 }))
        }
        #expect(found == .configuration("KEY", "The text is not one P-256 private key in PEM."))
        sign.key = nil
        sign.account = SigningAccount(source: .variable("KEY"), keyID: "k", derivation: .direct)
        found = fault { [sign] () throws(ControlFault) in
            try sign.run(in: .test(Self.environment.merging(["KEY": "AAAA"]) { $1 }))
        }
        #expect(found == .configuration("KEY", "An account key has 3 bytes; it needs at least 32."))
    }

    @Test(
        "A line that is no header field is refused by its number",
        arguments: [
            "GET / HTTP/1.1", "Name", ": x", "Na me: x", "Name : x", " folded", "X: \u{7}", "X: a\rb", "X; a", "",
            "é: x",
        ]
    )
    func badField(line: String) throws {
        var sign = try Self.sign()
        sign.request.fieldsFile = .variable("FIELDS")
        let environment = Self.environment.merging(["FIELDS": "A: 1\n\(line)\nB: 2"]) { $1 }
        let fault = fault { [sign] () throws(ControlFault) in try sign.run(in: .test(environment)) }
        #expect(fault == .configuration("FIELDS", "Line 2 is not a header field: Name: value."))
        #expect(FieldArgument(line) == nil)
    }

    @Test("A lifetime has a unit, or is in seconds", arguments: ["15s": "15s", "15": "15s", "2m": "120s", "-1": "-1s"])
    func lifetime(argument: String, text: String) {
        #expect(Lifetime(argument)?.description == text)
    }

    @Test("What is no lifetime is none", arguments: ["", "s", "1h", "1.5s", "9999999999", "15 s", "²"])
    func badLifetime(argument: String) {
        #expect(Lifetime(argument) == nil)
    }
}
