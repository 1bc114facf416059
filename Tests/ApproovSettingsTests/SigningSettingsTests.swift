import Approov
import ApproovSettings
import Configuration
import Testing

@Suite("The settings of message signing")
struct SigningSettingsTests {
    private static let secret = "ujbJtHao44SDbKbKnc+juKQirYhitPdwyxqhodOoDcU="

    private func settings(_ variables: [String: String]) -> Settings {
        Settings(ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables)))
    }

    @Test("Without variables, the installation must have signed, and replays pass")
    func standard() throws {
        let signing = try self.settings([:]).messageSigning()
        #expect(signing.installation == .required)
        #expect(signing.account == .off)
        #expect(signing.bodyDigest == .ifPresent)
        #expect(signing.freshness == .standard)
        #expect(signing.compatibility.isEmpty)
        #expect(try self.settings([:]).replayGuard() == nil)
    }

    @Test("Each has its variable")
    func variables() throws {
        let settings = self.settings([
            "APPROOV_SIGNATURE_INSTALL": "off", "APPROOV_SIGNATURE_ACCOUNT": "required",
            "APPROOV_ACCOUNT_KEYS": "old:\(Self.secret),j3AWy6:\(Self.secret)", "APPROOV_ACCOUNT_KEY_MODE": "derived",
            "APPROOV_SIGNATURE_COMPONENTS": "authorization content-type", "APPROOV_SIGNATURE_DIGEST": "required",
            "APPROOV_SIGNATURE_MAX_AGE_SECONDS": "3600", "APPROOV_SIGNATURE_CLOCK_SKEW_SECONDS": "300",
            "APPROOV_SIGNATURE_MAX_BODY_BYTES": "1", "APPROOV_SIGNATURE_COMPATIBILITY": "decoded-path",
            "APPROOV_SIGNATURE_MODE": "observe", "APPROOV_SIGNATURE_REPLAY": "memory-or-accept",
            "APPROOV_SIGNATURE_REPLAY_ENTRIES": "10",
            "APPROOV_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
            "APPROOV_FORWARDED_FIELDS": "x-forwarded-proto,x-forwarded-host",
        ])
        let signing = try settings.messageSigning()
        #expect(signing.installation == .off)
        #expect(signing.account == .required)
        #expect("\(signing.accountKeys)" == "AccountSigningKeys(2)")
        #expect(signing.requiredComponents.map { "\($0)" } == [#""authorization""#, #""content-type""#])
        #expect(signing.bodyDigest == .required)
        #expect(signing.freshness == (try SignatureFreshness(clockSkewSeconds: 300, maximumAgeSeconds: 3600)))
        #expect(signing.maximumBodyLength == 1)
        #expect(signing.compatibility == [.decodedPath])
        #expect(signing.mode == .observe)
        #expect(try settings.replayGuard() != nil)
    }

    @Test(
        "A value that makes no sense stops the start with a line that names the variable, and no secret",
        arguments: [
            ("APPROOV_SIGNATURE_INSTALL", "true", [:]), ("APPROOV_SIGNATURE_ACCOUNT", "on", [:]),
            ("APPROOV_ACCOUNT_KEYS", "\(secret)", [:]), ("APPROOV_ACCOUNT_KEYS", "j3AWy6:\(secret.dropFirst(4))", [:]),
            ("APPROOV_ACCOUNT_KEYS", "", ["APPROOV_SIGNATURE_ACCOUNT": "required"]),
            ("APPROOV_ACCOUNT_KEY_MODE", "hkdf", [:]), ("APPROOV_SIGNATURE_COMPONENTS", "@everything", [:]),
            ("APPROOV_SIGNATURE_DIGEST", "off", [:]), ("APPROOV_SIGNATURE_MAX_AGE_SECONDS", "0", [:]),
            ("APPROOV_SIGNATURE_CLOCK_SKEW_SECONDS", "301", [:]), ("APPROOV_SIGNATURE_MAX_BODY_BYTES", "16M", [:]),
            ("APPROOV_SIGNATURE_COMPATIBILITY", "everything", [:]), ("APPROOV_PUBLIC_ORIGIN", "api.example.com", [:]),
            ("APPROOV_TRUSTED_PROXIES", "proxy", ["APPROOV_FORWARDED_FIELDS": "forwarded"]),
            ("APPROOV_TRUSTED_PROXIES", "10.0.0.1", ["APPROOV_PUBLIC_ORIGIN": "https://api.example.com"]),
            ("APPROOV_FORWARDED_FIELDS", "", ["APPROOV_TRUSTED_PROXIES": "10.0.0.1"]),
            ("APPROOV_FORWARDED_FIELDS", "x-real-ip", ["APPROOV_TRUSTED_PROXIES": "10.0.0.1"]),
            ("APPROOV_FORWARDED_FIELDS", "forwarded", ["APPROOV_PUBLIC_ORIGIN": "https://api.example.com"]),
            ("APPROOV_TRUSTED_PROXIES", "::ffff:10.0.0.0/24", ["APPROOV_FORWARDED_FIELDS": "forwarded"]),
            ("APPROOV_ACCOUNT_KEYS", "a:XI3MTNDWVDRYJA3MU3FJ3T5DXCSCFLMIMK2PO4GLDKQ2DU5IBXCQ", [:]),
            ("APPROOV_SIGNATURE_INSTALL", "off", [:]), ("APPROOV_SIGNATURE_MODE", "off", [:]),
            ("APPROOV_SIGNATURE_REPLAY_ENTRIES", "0", [:]),
            ("APPROOV_SIGNATURE_REPLAY", "on", [:]), ("APPROOV_SIGNATURE_REPLAY_ENTRIES", "-1", [:]),
        ] as [(String, String, [String: String])]
    )
    func bad(variable: String, value: String, others: [String: String]) {
        let settings = self.settings(others.merging([variable: value]) { $1 })
        let fault = #expect(throws: StartUpFault.self) {
            _ = try settings.messageSigning()
            _ = try settings.replayGuard()
        }
        #expect(fault?.status == .configuration)
        #expect(fault?.description.hasPrefix("\(variable): ") == true, "\(fault?.description ?? "")")
        #expect(fault?.description.contains("\n") == false)
        #expect(fault?.description.contains(Self.secret.dropFirst(4).prefix(12)) == false)
    }
}
