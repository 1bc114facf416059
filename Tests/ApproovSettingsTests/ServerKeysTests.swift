import Approov
import ApproovSettings
import ApproovTesting
import Configuration
import Foundation
import Logging
import Testing

private let secret = "h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww=="
private let urlSafeSecret =
    "h-CX0tOzdAAR9l15bWAqvq7w9olk66daIH-Xk-IAHhVVHszjDzeGobzNnqyRze3lw_WVyWrc2gZfh3XXfBOmww"
private let otherSecret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw=="

@Suite("The keys of a server")
struct ServerKeysTests {
    private func keys(_ variables: [String: String], _ spelling: SecretSpelling = .base64) throws -> ServerKeys {
        let provider = EnvironmentVariablesProvider(environmentVariables: variables)
        let settings = Settings(ConfigReader(provider: provider))
        return try ServerKeys(settings, spelling: spelling, logger: Logger(label: "keys"))
    }

    private func expectFault(
        _ variable: String,
        _ variables: [String: String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let fault = try #require(throws: StartUpFault.self, sourceLocation: sourceLocation) {
            try self.keys(variables)
        }
        #expect(fault.status == .configuration, sourceLocation: sourceLocation)
        #expect(fault.description.hasPrefix("\(variable): "), "\(fault)", sourceLocation: sourceLocation)
        #expect(!fault.description.contains("\n"), sourceLocation: sourceLocation)
        for value in variables.values where value.count > 8 {
            #expect(!fault.description.contains(value), sourceLocation: sourceLocation)
        }
    }

    /// Calls back with the path of a file that holds a text.
    private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID())")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try body(file.path())
    }

    @Test(
        "The secret is read in either spelling",
        arguments: [secret, String(secret.dropLast(2)), "  \(secret)\n", "\"\(secret)\"", "'\(secret)'"]
    )
    func goodSecret(text: String) throws {
        let keys = try self.keys(["APPROOV_BASE64_SECRET": text])
        #expect(keys.store.snapshot.keys.map(\.algorithm) == [.hs256])
        #expect(keys.refreshers.isEmpty)
        let urlSafe = try self.keys(["APPROOV_BASE64URL_SECRET": urlSafeSecret], .base64URL)
        #expect(urlSafe.store.snapshot.keys.map(\.algorithm) == [.hs256])
    }

    @Test("The secret may be in either variable; in both, the one that the server prefers counts")
    func spellings() throws {
        let both = ["APPROOV_BASE64_SECRET": secret, "APPROOV_BASE64URL_SECRET": "nonsense"]
        #expect(try self.keys(["APPROOV_BASE64URL_SECRET": urlSafeSecret]).store.isReady)
        #expect(try self.keys(["APPROOV_BASE64_SECRET": secret], .base64URL).store.isReady)
        #expect(try self.keys(both).store.isReady)
        #expect(throws: StartUpFault.self) { try self.keys(both, .base64URL) }
    }

    @Test(
        "A secret that cannot be one stops the start with a line that names the variable and not the value",
        arguments: [
            "", " ", "approov_base64_secret_here", "approov-base64-encoded-secret-here", "c2hvcnQ=", urlSafeSecret,
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        ]
    )
    func badSecret(text: String) throws {
        try self.expectFault("APPROOV_BASE64_SECRET", ["APPROOV_BASE64_SECRET": text])
        try self.expectFault(
            "APPROOV_BASE64_SECRET_PREVIOUS",
            ["APPROOV_BASE64_SECRET": secret, "APPROOV_BASE64_SECRET_PREVIOUS": text]
        )
    }

    @Test("No secret stops the start, and so does only the one before")
    func noSecret() throws {
        try self.expectFault("APPROOV_BASE64_SECRET", [:])
        let previous = ["APPROOV_BASE64_SECRET_PREVIOUS": otherSecret]
        try self.expectFault("APPROOV_BASE64_SECRET", previous)
        try self.expectFault(
            "APPROOV_BASE64_SECRET",
            previous.merging(["APPROOV_JWKS_URL": "https://keys.example.com/"]) { $1 }
        )
    }

    @Test("The secret before is valid beside the new one")
    func previousSecret() throws {
        let keys = try self.keys([
            "APPROOV_BASE64_SECRET": secret, "APPROOV_BASE64_SECRET_PREVIOUS": otherSecret,
        ])
        for secret in [secret, otherSecret] {
            let token = try TestIssuer(base64Secret: secret).token()
            #expect(throws: Never.self) {
                try UnverifiedToken(parsing: token).authenticated(by: keys.store.snapshot)
            }
        }
    }

    @Test("The keys of a file are there at the start, beside the secret, and are refreshed")
    func file() throws {
        let issuer = try TestIssuer(algorithm: .es256, keyID: "7")
        try self.withFile(#"{"keys":[\#(try issuer.jwk)]}"#) { path in
            let keys = try self.keys(["APPROOV_BASE64_SECRET": secret, "APPROOV_KEYS_FILE": path])
            #expect(keys.store.snapshot.keys.map(\.keyID) == [nil, "7"])
            #expect(keys.refreshers.count == 1)
            #expect(try self.keys(["APPROOV_KEYS_FILE": path]).store.snapshot.keys.count == 1)
        }
    }

    @Test(
        "A file without keys that can be used stops the start",
        arguments: ["", "{}", "short", "-----BEGIN PUBLIC KEY-----"]
    )
    func badFile(text: String) throws {
        try self.withFile(text) { try self.expectFault("APPROOV_KEYS_FILE", ["APPROOV_KEYS_FILE": $0]) }
        try self.expectFault("APPROOV_KEYS_FILE", ["APPROOV_KEYS_FILE": "no such file"])
        try self.expectFault(
            "APPROOV_KEYS_ALGORITHM",
            ["APPROOV_KEYS_FILE": "no such file", "APPROOV_KEYS_ALGORITHM": "none"]
        )
    }

    @Test("The keys of an address are not there at the start, and are fetched")
    func address() throws {
        let address = ["APPROOV_JWKS_URL": "https://keys.example.com/jwks.json"]
        let keys = try self.keys(address)
        #expect(!keys.store.isReady)
        #expect(keys.refreshers.count == 1)
        let beside = try self.keys(address.merging(["APPROOV_BASE64_SECRET": secret]) { $1 })
        #expect(beside.store.snapshot.keys.count == 1)
    }

    @Test(
        "An address that keys are not fetched from stops the start",
        arguments: [
            "", "keys", "https://", "http://keys.example.com/", "file:///etc/keys.json",
            "https://me:password@keys.example.com/",
            "https://keys.example.com/#fragment", "https://keys.example.com:0/", "https://keys.example.com:70000/",
            "https://keys.example.com/ space", "http://127.0.0.1.example.com/",
        ]
    )
    func badAddress(text: String) throws {
        try self.expectFault("APPROOV_JWKS_URL", ["APPROOV_JWKS_URL": text])
    }

    @Test(
        "A number of seconds that is none stops the start",
        arguments: ["", "0", "-1", "1.5", "often", "99999999999999999999"]
    )
    func badSeconds(text: String) throws {
        for name in ["REFRESH", "TIMEOUT", "COOLDOWN", "MAXIMUM_AGE"] {
            let variable = "APPROOV_JWKS_\(name)_SECONDS"
            try self.expectFault(variable, ["APPROOV_JWKS_URL": "https://keys.example.com/", variable: text])
        }
    }

    @Test("Keys come from a file or from an address, not from both")
    func both() throws {
        try self.expectFault(
            "APPROOV_JWKS_URL",
            ["APPROOV_KEYS_FILE": "keys", "APPROOV_JWKS_URL": "https://keys.example.com/"]
        )
        try self.expectFault(
            "APPROOV_JWKS_CA_FILE",
            ["APPROOV_JWKS_URL": "https://keys.example.com/", "APPROOV_JWKS_CA_FILE": "no such file"]
        )
    }
}
