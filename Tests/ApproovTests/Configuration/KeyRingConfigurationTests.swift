#if Configuration

import Approov
import ApproovTesting
import Configuration
import Testing

@Suite("Keys from configuration")
struct KeyRingConfigurationTests {
    static let base64 =
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw=="
    static let base64URL =
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw"

    /// Returns what a verifier whose keys are configured so makes of a token that the secret has signed.
    private func outcome(_ config: ConfigReader) throws -> String {
        let ring = try KeyRing(config: config)
        let issuer = try TestIssuer(base64Secret: Self.base64)
        let verifier = ApproovVerifier(keys: KeyStore(ring), policy: .standard, now: { issuer.now })
        return verifier.outcome(token: try issuer.token())
    }

    @Test(
        "The secret is read from the environment",
        arguments: [
            ("APPROOV_BASE64_SECRET", base64), ("APPROOV_BASE64_SECRET", String(base64.dropLast(2))),
            ("APPROOV_BASE64_SECRET", " \(base64)\n"), ("APPROOV_BASE64URL_SECRET", base64URL),
            ("APPROOV_BASE64URL_SECRET", base64URL + "=="),
        ]
    )
    func environment(name: String, value: String) throws {
        let provider = EnvironmentVariablesProvider(
            environmentVariables: [name: value],
            secretsSpecifier: .specific([name])
        )
        #expect(try self.outcome(ConfigReader(provider: provider).scoped(to: "approov")) == "accepted")
    }

    @Test(
        "The secret is read from memory, with any scope",
        arguments: [("base64.secret", base64), ("base64url.secret", base64URL)]
    )
    func memory(key: String, value: String) throws {
        for scope in ["", "approov.", "my.approov."] {
            let provider = InMemoryProvider(values: [
                AbsoluteConfigKey((scope + key).split(separator: ".").map(String.init)): ConfigValue(
                    .string(value),
                    isSecret: true
                )
            ])
            var config = ConfigReader(provider: provider)
            for name in scope.split(separator: ".") { config = config.scoped(to: ConfigKey([String(name)])) }
            #expect(try self.outcome(config) == "accepted")
        }
    }

    @Test("The secret before is valid beside the new one", arguments: ["BASE64", "BASE64URL"])
    func previous(alphabet: String) throws {
        let other = String(repeating: "A", count: 86)
        let old = alphabet == "BASE64" ? Self.base64 : Self.base64URL
        let variables = ["APPROOV_\(alphabet)_SECRET": other, "APPROOV_\(alphabet)_SECRET_PREVIOUS": old]
        let provider = EnvironmentVariablesProvider(environmentVariables: variables)
        #expect(try self.outcome(ConfigReader(provider: provider).scoped(to: "approov")) == "accepted")
    }

    @Test(
        "A secret that is of no use is refused by name, and not quoted",
        arguments: [
            (["APPROOV_BASE64_SECRET": ""], "base64.secret"), (["APPROOV_BASE64_SECRET": "  "], "base64.secret"),
            (["APPROOV_BASE64_SECRET": base64URL], "base64.secret"),
            (["APPROOV_BASE64_SECRET": String(base64.prefix(40))], "base64.secret"),
            (["APPROOV_BASE64_SECRET": "approov_base64_secret_here"], "base64.secret"),
            (["APPROOV_BASE64_SECRET": "approov-base64-encoded-secret-here"], "base64.secret"),
            (["APPROOV_BASE64_SECRET": "\"\(base64)\""], "base64.secret"),
            (["APPROOV_BASE64URL_SECRET": base64], "base64url.secret"),
            (["APPROOV_BASE64URL_SECRET": ""], "base64url.secret"),
            (["APPROOV_BASE64URL_SECRET": "approov_base64_secret_here"], "base64url.secret"),
            (["APPROOV_BASE64_SECRET": base64, "APPROOV_BASE64URL_SECRET": base64URL], "base64url.secret"),
            (["APPROOV_BASE64_SECRET": base64, "APPROOV_BASE64URL_SECRET": ""], "base64url.secret"),
            ([:], "base64.secret"), (["BASE64_SECRET": base64], "base64.secret"),
            (["APPROOV_SECRET": base64], "base64.secret"),
            (["APPROOV_BASE64_SECRET_PREVIOUS": base64], "base64.secret.previous"),
            (["APPROOV_BASE64_SECRET": base64, "APPROOV_BASE64_SECRET_PREVIOUS": ""], "base64.secret.previous"),
            (
                ["APPROOV_BASE64_SECRET": base64, "APPROOV_BASE64URL_SECRET_PREVIOUS": base64URL],
                "base64url.secret.previous"
            ),
        ]
    )
    func refused(variables: [String: String], key: String) {
        let config = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables))
        let error = #expect(throws: ConfigurationError.self) { try KeyRing(config: config.scoped(to: "approov")) }
        #expect(error?.key == key)
        #expect(error?.description.hasPrefix("\(key): ") == true)
        expectNothing(of: variables.values.map { $0.trimmingASCIIWhitespace() }, in: "\(String(describing: error))")
    }

    @Test("A secret that is not a text is refused, not passed over", arguments: ["base64.secret", "base64url.secret"])
    func otherType(key: String) {
        for content in [ConfigContent.int(7), .bool(true), .double(1.5), .stringArray([Self.base64]), .bytes([1])] {
            let name = AbsoluteConfigKey(key.split(separator: ".").map(String.init))
            let provider = InMemoryProvider(values: [name: ConfigValue(content, isSecret: true)])
            let error = #expect(throws: ConfigurationError.self) {
                try KeyRing(config: ConfigReader(provider: provider))
            }
            #expect(error?.key == key)
        }
    }
}

#endif
