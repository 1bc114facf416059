#if Hummingbird && HTTPClient && Configuration

import Approov
import ApproovSettings
import ApproovTesting
import Configuration
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import ApproovControl

private let secret = "mS2vvKz1Ei6rEPHsxHYTUZQN6prZSFgTyL1BvqmZn8E2mh3CMV7hDnhhSzZU7fE4Mh7zhdV8A5NLLv+0xkS4mg=="
private let published =
    "h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww=="

@Suite("The doctor")
struct DoctorTests {
    /// Returns what is found, as severity and subject.
    private func findings(
        _ variables: [String: String],
        clock: ClockStatus.Synchronization = .synchronized(within: 0.01),
        token: String? = nil
    ) async -> [Finding] {
        let variables = ["HTTP_PORT": "0"].merging(variables) { $1 }
        let settings = Settings(ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables)))
        let doctor = Doctor(
            environmentFile: nil,
            token: nil,
            isJSON: false,
            clock: ClockStatus(synchronization: clock)
        )
        let findings = await doctor.findings(settings, token: token)
        for finding in findings {
            #expect((finding.severity == .good) == (finding.advice == nil), "\(finding)")
            for (name, value) in variables where name.contains("SECRET") && value.count > 2 {
                #expect(!"\(finding)".contains(value))
            }
        }
        return findings
    }

    private func words(_ findings: [Finding]) -> [String] {
        findings.filter { $0.severity != .good }.map { "\($0.severity.rawValue) \($0.subject)" }
    }

    @Test("Nothing is wrong with what is right")
    func health() async {
        let findings = await self.findings([
            "APPROOV_BASE64_SECRET": secret, "APPROOV_PUBLIC_ORIGIN": "https://example.com",
        ])
        #expect(findings.map(\.subject) == ["APPROOV_BASE64_SECRET", "clock", "port", "APPROOV_PUBLIC_ORIGIN"])
        #expect(self.words(findings) == [])
        #expect(DoctorReport(findings).isHealthy)
        #expect(!DoctorReport(findings).lines(.none).joined().contains("\u{1B}"))
    }

    @Test(
        "What is wrong is found, and named by its variable",
        arguments: [
            ([:], "bad APPROOV_BASE64_SECRET"),
            (["APPROOV_BASE64_SECRET": ""], "bad APPROOV_BASE64_SECRET"),
            (["APPROOV_BASE64_SECRET": "c2hvcnQ="], "bad APPROOV_BASE64_SECRET"),
            (["APPROOV_BASE64_SECRET": secret.replacing("+", with: "-")], "bad APPROOV_BASE64_SECRET"),
            (["APPROOV_BASE64URL_SECRET": secret], "bad APPROOV_BASE64URL_SECRET"),
            (["APPROOV_BASE64_SECRET": published], "warning APPROOV_BASE64_SECRET"),
            (
                ["APPROOV_BASE64_SECRET": secret, "APPROOV_BASE64_SECRET_PREVIOUS": "x"],
                "bad APPROOV_BASE64_SECRET_PREVIOUS"
            ),
            (["APPROOV_BASE64_SECRET_PREVIOUS": secret], "bad APPROOV_BASE64_SECRET"),
            (["APPROOV_KEYS_FILE": "no such file"], "bad APPROOV_KEYS_FILE"),
            (["APPROOV_JWKS_URL": "https://example.com", "APPROOV_JWKS_CA_FILE": "/dev/null"], "bad settings"),
            (["APPROOV_JWKS_URL": "ftp://example.com"], "bad settings"),
            (["APPROOV_JWKS_URL": "http://127.0.0.1:1/keys"], "bad APPROOV_JWKS_URL"),
            (
                ["APPROOV_JWKS_URL": "https://example.com", "APPROOV_KEYS_FILE": "/"],
                "bad APPROOV_KEYS_FILE, bad APPROOV_JWKS_URL"
            ),
            (["APPROOV_BASE64_SECRET": secret, "HTTP_PORT": "http"], "bad settings"),
            (["APPROOV_BASE64_SECRET": secret, "HTTP_HOST": "203.0.113.1"], "bad port"),
            (["APPROOV_BASE64_SECRET": secret, "LOG_LEVEL": "loud"], "bad settings"),
            (["APPROOV_BASE64_SECRET": secret, "APPROOV_TOKEN_BINDING": "yes"], "bad settings"),
            (
                ["APPROOV_BASE64_SECRET": secret, "APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN": "false"],
                "warning APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN"
            ),
            (["APPROOV_BASE64_SECRET": secret, "APPROOV_PUBLIC_ORIGIN": "example.com"], "bad APPROOV_PUBLIC_ORIGIN"),
            (
                ["APPROOV_BASE64_SECRET": secret, "APPROOV_PUBLIC_ORIGIN": "https://example.com/api?x"],
                "bad APPROOV_PUBLIC_ORIGIN"
            ),
            (
                ["APPROOV_BASE64_SECRET": secret, "APPROOV_PUBLIC_ORIGIN": "http://example.com"],
                "bad APPROOV_PUBLIC_ORIGIN"
            ),
            (
                [
                    "APPROOV_BASE64_SECRET": secret, "APPROOV_PUBLIC_ORIGIN": "https://example.com",
                    "URL_PUBLIC_HOST": "api.example.com",
                ], "bad URL_PUBLIC_HOST"
            ),
            (["APPROOV_BASE64_SECRET": secret, "URL_PUBLIC_HOST": "a b"], "bad URL_PUBLIC_HOST"),
            (["APPROOV_BASE64_SECRET": secret, "APPROOV_SIGNATURE_INSTALL": "maybe"], "bad settings"),
            (["APPROOV_BASE64_SECRET": secret, "APPROOV_TRUSTED_PROXIES": "10.0.0.0/8"], "bad settings"),
        ] as [([String: String], String)]
    )
    func faults(variables: [String: String], expected: String) async {
        let findings = await self.findings(variables)
        #expect(self.words(findings).joined(separator: ", ") == expected)
        #expect(DoctorReport(findings).isHealthy == !expected.contains("bad"))
    }

    @Test(
        "The clock is a warning unless somebody keeps it right",
        arguments: [.unsynchronized, .unknown] as [ClockStatus.Synchronization]
    )
    func clock(status: ClockStatus.Synchronization) async {
        #expect(self.words(await self.findings(["APPROOV_BASE64_SECRET": secret], clock: status)) == ["warning clock"])
    }

    #if os(Linux)
    @Test("The kernel says whether somebody keeps its clock")
    func kernel() {
        if case .unknown = ClockStatus.current.synchronization { Issue.record("The kernel says nothing.") }
    }
    #endif

    @Test(
        "The clock of the key set's server is compared with ours",
        arguments: [
            (0, ["ok"]), (5, ["ok"]), (-5, ["ok"]), (6, ["warning"]), (-6, ["warning"]), (1_000_000_000, ["warning"]),
        ] as [(Double, [String])]
    )
    func offset(seconds: Double, severities: [String]) {
        let now = Date(timeIntervalSince1970: 784_111_777 + seconds)
        let findings = KeySetExamination.findings(date: "Sun, 06 Nov 1994 08:49:37 GMT", now: now)
        #expect(findings.map(\.severity.rawValue) == severities)
    }

    @Test("A date that is none says nothing of the clock", arguments: [nil, "", "yesterday", "99999999999999999999"])
    func noDate(text: String?) {
        #expect(KeySetExamination.findings(date: text, now: .now).isEmpty)
    }

    @Test("A key set that can be fetched is shown without its keys")
    func keySet() async throws {
        let issuer = try LocalIssuer(algorithm: .es256)
        try await Application(responder: IssuerServer.responder(for: issuer)).test(.live) { client in
            let address = "http://127.0.0.1:\(try #require(client.port))/.well-known/jwks.json"
            let findings = await self.findings(["APPROOV_JWKS_URL": address])
            #expect(findings.map(\.message).first == #"1 key: ES256 "1""#)
            #expect(self.words(findings) == [])
            let token = try issuer.token(TokenOrder([])).token
            #expect(self.words(await self.findings(["APPROOV_JWKS_URL": address], token: token)) == [])
            #expect(
                self.words(await self.findings(["APPROOV_JWKS_URL": "\(address)/none"])) == ["bad APPROOV_JWKS_URL"]
            )
        }
    }

    @Test("A port that is in use is found")
    func port() async throws {
        try await Application(router: Router()).test(.live) { client in
            let port = try #require(client.port)
            let findings = await self.findings(["APPROOV_BASE64_SECRET": secret, "HTTP_PORT": "\(port)"])
            #expect(self.words(findings) == ["bad port"])
            #expect(findings.first { $0.subject == "port" }?.message == "Port \(port) of 127.0.0.1 is in use.")
        }
    }

    @Test("A secret that everybody can read is a warning")
    func permissions() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID())")
        try Data(secret.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        for (mode, words) in [(0o644, ["warning APPROOV_KEYS_FILE"]), (0o640, []), (0o600, [])] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
            #expect(self.words(await self.findings(["APPROOV_KEYS_FILE": file.path])) == words)
        }
    }

    @Test("A token tells a wrong secret from the right one")
    func token() async throws {
        let right = ["APPROOV_BASE64_SECRET": secret]
        let token = try TestIssuer(base64Secret: secret).token()
        #expect(self.words(await self.findings(right, token: token)) == [])
        let stranger = try TestIssuer(base64Secret: published).token()
        let findings = await self.findings(right, token: stranger)
        #expect(self.words(findings) == ["bad token"])
        #expect(findings.contains { $0.message.hasPrefix("invalidSignature") })
        #expect(self.words(await self.findings(right, token: "nonsense")) == ["bad token"])
        let keySet = try TestIssuer(algorithm: .es256, keyID: "1").token()
        #expect(await self.findings(right, token: keySet).contains { $0.message.hasPrefix("algorithmNotAllowed") })
    }

    @Test("The report says the same in JSON")
    func json() async throws {
        let report = DoctorReport(await self.findings([:]))
        let json = try JSONSerialization.jsonObject(with: Data(report.json.line.utf8)) as? [String: Any]
        #expect(json?["healthy"] as? Bool == false)
        #expect((json?["findings"] as? [[String: Any]])?.first?["severity"] as? String == "bad")
        #expect(report.lines(.none).last == "Not fit to serve: 1 bad, 0 to look at.")
    }
}

#endif
