#if Configuration

import Approov
import ApproovTesting
import Configuration
import Foundation
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Message signing from configuration")
struct MessageSigningConfigurationTests {
    private static let secret = "ujbJtHao44SDbKbKnc+juKQirYhitPdwyxqhodOoDcU="

    private func signing(_ environment: [String: String]) throws(ConfigurationError) -> MessageSigning {
        let variables = Dictionary(uniqueKeysWithValues: environment.map { ("APPROOV_\($0)", $1) })
        let config = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables))
        return try MessageSigning(config: config.scoped(to: "approov"))
    }

    private func signing(values: [AbsoluteConfigKey: ConfigValue]) throws(ConfigurationError) -> MessageSigning {
        try MessageSigning(config: ConfigReader(provider: InMemoryProvider(values: values)))
    }

    @Test("Without configuration, the installation must have signed, and nothing else is asked")
    func standard() throws {
        let signing = try self.signing([:])
        #expect(signing.installation == .required)
        #expect(signing.account == .off)
        #expect(signing.accountKeys.isEmpty)
        #expect(signing.requiredComponents == [])
        #expect(signing.bodyDigest == .ifPresent)
        #expect(signing.freshness == .standard)
        #expect(signing.maximumBodyLength == 16_777_216)
        #expect(signing.compatibility == [])
        #expect(signing.limits == .standard)
        #expect(signing.mode == .enforce)
        guard case .ofRequest = signing.origin else {
            Issue.record("The origin is not that of the request.")
            return
        }
    }

    @Test("Everything is read from the environment")
    func environment() throws {
        let signing = try self.signing([
            "SIGNATURE_INSTALL": "If-Present", "SIGNATURE_ACCOUNT": " required ",
            "ACCOUNT_KEYS": "j3AWy6:\(Self.secret)",
            "ACCOUNT_KEY_MODE": "derived",
            "SIGNATURE_COMPONENTS": "authorization @query-param;name=\"id\"", "SIGNATURE_DIGEST": "required",
            "SIGNATURE_MAX_AGE_SECONDS": "20.5", "SIGNATURE_CLOCK_SKEW_SECONDS": "0",
            "SIGNATURE_MAX_BODY_BYTES": "1024",
            "SIGNATURE_COMPATIBILITY": "string-signature,query-without-mark",
            "PUBLIC_ORIGIN": "https://api.example.com/mobile",
        ])
        #expect(signing.installation == .ifPresent)
        #expect(signing.account == .required)
        #expect("\(signing.accountKeys)" == "AccountSigningKeys(1)")
        #expect(signing.requiredComponents == [.field(.authorization), .queryParameter("id")])
        #expect(signing.bodyDigest == .required)
        #expect(signing.freshness == (try SignatureFreshness(clockSkewSeconds: 0, maximumAgeSeconds: 20.5)))
        #expect(signing.maximumBodyLength == 1024)
        #expect(signing.compatibility == [.stringSignature, .queryWithoutMark])
        guard case .fixed(let origin) = signing.origin else {
            Issue.record("The origin is not fixed.")
            return
        }
        #expect(origin.description == "https://api.example.com/mobile")
    }

    @Test("Everything is read from memory, in the types that it has")
    func memory() throws {
        let signing = try self.signing(values: [
            "signature.install": "off", "signature.account": "if-present",
            "account.keys": .init(.stringArray(["a:\(Self.secret)", "b:\(Self.secret)"]), isSecret: true),
            "signature.components": .init(.stringArray(["@scheme", "\"content-type\";bs"]), isSecret: false),
            "signature.maxAgeSeconds": 30, "signature.clockSkewSeconds": 1.5, "signature.maxBodyBytes": 0,
            "signature.compatibility": .init(.stringArray(["decoded-path"]), isSecret: false),
            "trustedProxies": .init(.stringArray(["10.0.0.0/8", "::1"]), isSecret: false),
            "forwardedFields": "Forwarded, x-forwarded-prefix",
        ])
        #expect(signing.installation == .off)
        #expect(signing.account == .ifPresent)
        #expect("\(signing.accountKeys)" == "AccountSigningKeys(2)")
        #expect(signing.requiredComponents == [.scheme, .field(.contentType, as: .wrapped)])
        #expect(signing.freshness == (try SignatureFreshness(clockSkewSeconds: 1.5, maximumAgeSeconds: 30)))
        #expect(signing.maximumBodyLength == 0)
        #expect(signing.compatibility == [.decodedPath])
        guard case .forwarded = signing.origin else {
            Issue.record("Nobody is trusted.")
            return
        }
    }

    @Test("All names of forms, fields and words are known", arguments: CompatibilityForm.allCases)
    func names(form: CompatibilityForm) throws {
        #expect(try self.signing(["SIGNATURE_COMPATIBILITY": form.rawValue.uppercased()]).compatibility == [form])
        let contract: Set = [
            "string-signature", "target-uri-as-written", "authority-without-port", "query-without-mark", "decoded-path",
            "decoded-query-parameter",
        ]
        #expect(Set(CompatibilityForm.allCases.map(\.rawValue)) == contract)
        let fields: Set = ["forwarded", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-prefix"]
        #expect(Set(ForwardedField.allCases.map(\.rawValue)) == fields)
    }

    @Test(
        "A secret is read in each of its spellings, and with the key that it is the signature verifies",
        arguments: [
            "ujbJtHao44SDbKbKnc+juKQirYhitPdwyxqhodOoDcU=", "ujbJtHao44SDbKbKnc+juKQirYhitPdwyxqhodOoDcU",
            "ujbJtHao44SDbKbKnc-juKQirYhitPdwyxqhodOoDcU", "ujbJtHao44SDbKbKnc-juKQirYhitPdwyxqhodOoDcU=",
        ]
    )
    func secrets(spelling: String) throws {
        let secret = Array(try #require(Data(base64Encoded: Self.secret)))
        for (mode, derivation) in [
            ("direct", AccountSigningKeys.Derivation.direct), ("derived", .derived), (nil, .direct),
        ] as [(String?, AccountSigningKeys.Derivation)] {
            var environment = ["SIGNATURE_ACCOUNT": "required", "ACCOUNT_KEYS": "old:\(spelling),j3AWy6:\(spelling)"]
            environment["ACCOUNT_KEY_MODE"] = mode
            let account = try TestAccountKey(secret: secret, derivation: derivation)
            var scene = try SignedScene(accountKey: account)
            scene.signing = try self.signing(environment)
            try scene.sign()
            #expect(scene.outcome == "accepted")
        }
    }

    /// A variable with a value that makes no sense, the key that is named, and what else must be there.
    private static let bad: [(String, String, String, [String: String])] = [
        ("SIGNATURE_INSTALL", "", "signature.install", [:]), ("SIGNATURE_INSTALL", "yes", "signature.install", [:]),
        ("SIGNATURE_INSTALL", "ifPresent", "signature.install", [:]),
        ("SIGNATURE_INSTALL", "required, off", "signature.install", [:]),
        ("SIGNATURE_ACCOUNT", "optional", "signature.account", [:]),
        ("SIGNATURE_ACCOUNT", "required", "account.keys", [:]),
        ("SIGNATURE_ACCOUNT", "if-present", "account.keys", [:]),
        ("SIGNATURE_ACCOUNT", "required", "account.keys", ["ACCOUNT_KEYS": ""]),
        ("ACCOUNT_KEYS", "confidential", "account.keys", [:]), ("ACCOUNT_KEYS", "k1:", "account.keys", [:]),
        ("ACCOUNT_KEYS", ":\(secret)", "account.keys", [:]), ("ACCOUNT_KEYS", "k1=\(secret)", "account.keys", [:]),
        ("ACCOUNT_KEYS", "k1:\(secret):k2", "account.keys", [:]),
        ("ACCOUNT_KEYS", "k1:not-base64!", "account.keys", [:]),
        ("ACCOUNT_KEYS", "k1:\(secret)=", "account.keys", [:]),
        ("ACCOUNT_KEYS", "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg", "account.keys", [:]),
        ("ACCOUNT_KEYS", "k1:\(secret),k1:\(secret)", "account.keys", [:]),
        ("ACCOUNT_KEYS", "k1:\(secret);k2:\(secret)", "account.keys", [:]),
        ("ACCOUNT_KEY_MODE", "", "account.keyMode", [:]), ("ACCOUNT_KEY_MODE", "hkdf", "account.keyMode", [:]),
        ("SIGNATURE_COMPONENTS", "Authorization-Header!", "signature.components", [:]),
        ("SIGNATURE_COMPONENTS", "@nothing", "signature.components", [:]),
        ("SIGNATURE_COMPONENTS", "@status", "signature.components", [:]),
        ("SIGNATURE_COMPONENTS", "@query-param", "signature.components", [:]),
        ("SIGNATURE_COMPONENTS", "Authorization", "signature.components", [:]),
        ("SIGNATURE_COMPONENTS", "@method \"authorization", "signature.components", [:]),
        ("SIGNATURE_COMPONENTS", "authorization;req", "signature.components", [:]),
        ("SIGNATURE_DIGEST", "off", "signature.digest", [:]), ("SIGNATURE_DIGEST", "sha-256", "signature.digest", [:]),
        ("SIGNATURE_DIGEST", "", "signature.digest", [:]),
        ("SIGNATURE_MAX_AGE_SECONDS", "", "signature.maxAgeSeconds", [:]),
        ("SIGNATURE_MAX_AGE_SECONDS", "0", "signature.maxAgeSeconds", [:]),
        ("SIGNATURE_MAX_AGE_SECONDS", "0.99", "signature.maxAgeSeconds", [:]),
        ("SIGNATURE_MAX_AGE_SECONDS", "3601", "signature.maxAgeSeconds", [:]),
        ("SIGNATURE_MAX_AGE_SECONDS", "nan", "signature.maxAgeSeconds", [:]),
        ("SIGNATURE_MAX_AGE_SECONDS", "inf", "signature.maxAgeSeconds", [:]),
        ("SIGNATURE_MAX_AGE_SECONDS", "60s", "signature.maxAgeSeconds", [:]),
        ("SIGNATURE_MAX_AGE_SECONDS", "-1", "signature.maxAgeSeconds", ["SIGNATURE_CLOCK_SKEW_SECONDS": "-1"]),
        ("SIGNATURE_CLOCK_SKEW_SECONDS", "-0.5", "signature.clockSkewSeconds", [:]),
        ("SIGNATURE_CLOCK_SKEW_SECONDS", "300.5", "signature.clockSkewSeconds", [:]),
        ("SIGNATURE_CLOCK_SKEW_SECONDS", "half a minute", "signature.clockSkewSeconds", [:]),
        ("SIGNATURE_MAX_BODY_BYTES", "", "signature.maxBodyBytes", [:]),
        ("SIGNATURE_MAX_BODY_BYTES", "-1", "signature.maxBodyBytes", [:]),
        ("SIGNATURE_MAX_BODY_BYTES", "1.5", "signature.maxBodyBytes", [:]),
        ("SIGNATURE_MAX_BODY_BYTES", "16 MiB", "signature.maxBodyBytes", [:]),
        ("SIGNATURE_MAX_BODY_BYTES", "1e30", "signature.maxBodyBytes", [:]),
        ("SIGNATURE_COMPATIBILITY", "all-of-them", "signature.compatibility", [:]),
        ("SIGNATURE_COMPATIBILITY", "stringSignature", "signature.compatibility", [:]),
        ("PUBLIC_ORIGIN", "", "publicOrigin", [:]), ("PUBLIC_ORIGIN", "api.example.org", "publicOrigin", [:]),
        ("PUBLIC_ORIGIN", "https://api.example.org https://api.example.net", "publicOrigin", [:]),
        ("PUBLIC_ORIGIN", "https://user:password@api.example.org", "publicOrigin", [:]),
        ("PUBLIC_ORIGIN", "https://api.example.org?x=1", "publicOrigin", [:]),
        ("PUBLIC_ORIGIN", "https://api.example.com", "trustedProxies", ["TRUSTED_PROXIES": "10.0.0.1"]),
        (
            "PUBLIC_ORIGIN", "https://api.example.com", "trustedProxies",
            ["TRUSTED_PROXIES": "10.0.0.1", "FORWARDED_FIELDS": "forwarded"]
        ),
        ("TRUSTED_PROXIES", "10.0.0.1", "forwardedFields", [:]),
        ("TRUSTED_PROXIES", "10.0.0.1", "forwardedFields", ["FORWARDED_FIELDS": ""]),
        ("TRUSTED_PROXIES", "proxy.internal", "trustedProxies", ["FORWARDED_FIELDS": "forwarded"]),
        ("TRUSTED_PROXIES", "10.0.0.0/33", "trustedProxies", ["FORWARDED_FIELDS": "forwarded"]),
        ("TRUSTED_PROXIES", "10.0.0.1;10.0.0.2", "trustedProxies", ["FORWARDED_FIELDS": "forwarded"]),
        ("FORWARDED_FIELDS", "forwarded", "trustedProxies", [:]),
        ("FORWARDED_FIELDS", "x-real-ip", "forwardedFields", ["TRUSTED_PROXIES": "10.0.0.1"]),
        ("FORWARDED_FIELDS", "x-forwarded-for", "forwardedFields", ["TRUSTED_PROXIES": "10.0.0.1"]),
    ]

    @Test("What makes no sense is refused by name, and not quoted", arguments: bad)
    func refused(variable: String, value: String, key: String, others: [String: String]) {
        let error = #expect(throws: ConfigurationError.self) {
            try self.signing([variable: value].merging(others) { $1 })
        }
        #expect(error?.key == key)
        if value.utf8.count >= 8,
            variable == key.uppercased() || variable.contains("KEYS") || variable.contains("ORIGIN")
        {
            expectNothing(of: [value], in: error?.message.replacing("https://api.example.com", with: "") ?? "")
        }
    }

    @Test(
        "A value of another type is refused, not passed over",
        arguments: [
            "signature.install", "signature.account", "account.keys", "account.keyMode", "signature.components",
            "signature.digest", "signature.maxAgeSeconds", "signature.clockSkewSeconds", "signature.maxBodyBytes",
            "signature.compatibility", "publicOrigin", "trustedProxies", "forwardedFields",
        ]
    )
    func otherType(key: String) {
        let contents: [ConfigContent] = [
            .bool(true), .bytes([1]), .intArray([1]), .doubleArray([1]), .boolArray([true]), .byteChunkArray([[1]]),
        ]
        for content in contents {
            let error = #expect(throws: ConfigurationError.self) {
                let path = key.split(separator: ".").map(String.init)
                return try self.signing(values: [AbsoluteConfigKey(path): ConfigValue(content, isSecret: false)])
            }
            #expect(error?.key == key)
        }
    }

    @Test("A policy looks at signatures only if it is told to", arguments: [nil, "off", "if-present", "required"])
    func policy(install: String?) throws {
        var environment: [String: String] = [:]
        environment["APPROOV_SIGNATURE_INSTALL"] = install
        let config = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: environment))
        let signing = try VerificationPolicy(config: config.scoped(to: "approov")).messageSigning
        #expect(signing?.installation.rawValue == (install == "off" ? nil : install))
    }

    // MARK: Replays

    private func replays(_ environment: [String: String]) throws(ConfigurationError) -> ReplayGuard? {
        let variables = Dictionary(uniqueKeysWithValues: environment.map { ("APPROOV_SIGNATURE_\($0)", $1) })
        let config = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables))
        return try ReplayGuard.configured(config.scoped(to: "approov"))
    }

    @Test(
        "Requests are remembered if somebody says so, and as many as somebody says",
        arguments: [
            (nil, nil, "accepted accepted accepted"), ("off", nil, "accepted accepted accepted"),
            ("off", "1", "accepted accepted accepted"), ("memory-or-refuse", nil, "accepted replayed accepted"),
            ("memory-or-accept", nil, "accepted replayed accepted"),
            (" Memory-Or-Refuse ", "2", "accepted replayed accepted"),
            ("memory-or-refuse", "1", "accepted replayed replayed"),
            ("memory-or-accept", "1", "accepted replayed accepted"),
        ] as [(String?, String?, String)]
    )
    func replays(choice: String?, entries: String?, expected: String) async throws {
        var environment: [String: String] = [:]
        environment["REPLAY"] = choice
        environment["REPLAY_ENTRIES"] = entries
        let replays = try self.replays(environment)
        var first = try SignedScene()
        var other = first
        other.request.method = .put
        try first.sign()
        try other.sign()
        var outcomes: [String] = []
        for scene in [first, first, other] {
            outcomes.append(await scene.verifier.assess(scene.evidence, replays: replays).outcome)
        }
        #expect(outcomes.joined(separator: " ") == expected)
        #expect((replays == nil) == (choice == nil || choice == "off"))
    }

    @Test(
        "What makes no sense of replays is refused by name",
        arguments: [
            ("REPLAY", "", "signature.replay"), ("REPLAY", "memory", "signature.replay"),
            ("REPLAY", "true", "signature.replay"), ("REPLAY", "memory or refuse", "signature.replay"),
            ("REPLAY_ENTRIES", "", "signature.replayEntries"), ("REPLAY_ENTRIES", "-1", "signature.replayEntries"),
            ("REPLAY_ENTRIES", "0", "signature.replayEntries"),
            ("REPLAY_ENTRIES", "many", "signature.replayEntries"), ("REPLAY_ENTRIES", "0.5", "signature.replayEntries"),
            ("REPLAY_ENTRIES", "1e30", "signature.replayEntries"),
        ]
    )
    func badReplays(variable: String, value: String, key: String) {
        let error = #expect(throws: ConfigurationError.self) { try self.replays([variable: value]) }
        #expect(error?.key == key)
        #expect(error?.message.contains("seconds") == false)
    }
}

#endif
