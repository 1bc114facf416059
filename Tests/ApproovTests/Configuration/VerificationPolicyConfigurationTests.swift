#if Configuration

import Approov
import Configuration
import HTTPTypes
import Testing

@Suite("Policies from configuration")
struct VerificationPolicyConfigurationTests {
    private func policy(environment: [String: String]) throws(ConfigurationError) -> VerificationPolicy {
        let config = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: environment))
        return try VerificationPolicy(config: config.scoped(to: "approov"))
    }

    private func policy(values: [AbsoluteConfigKey: ConfigValue]) throws(ConfigurationError) -> VerificationPolicy {
        try VerificationPolicy(config: ConfigReader(provider: InMemoryProvider(values: values)))
    }

    @Test("Without configuration the policy is the standard one")
    func standard() throws {
        let policy = try self.policy(environment: [:])
        #expect(policy.tokenField == .approovToken)
        #expect(policy.tokenField.prefix == nil)
        #expect(policy.tokenMode == .enforce)
        #expect(policy.freshness == .standard)
        #expect(policy.expectations == TokenExpectations())
        #expect(policy.binding == nil)
        #expect(policy.maximumTokenLength == UnverifiedToken.standardMaximumLength)
    }

    @Test("Everything is read from the environment")
    func environment() throws {
        let policy = try self.policy(environment: [
            "APPROOV_TOKEN_HEADER": "X-Approov-Token", "APPROOV_TOKEN_PREFIX": "Bearer",
            "APPROOV_TOKEN_MODE": " Observe ", "APPROOV_CLOCK_SKEW_SECONDS": " 2.5 ",
            "APPROOV_MAXIMUM_LIFETIME_SECONDS": "3600", "APPROOV_ISSUER": "example.approov.io",
            "APPROOV_AUDIENCE": "api.example.com", "APPROOV_BINDING_HEADERS": "Authorization, Device-ID",
            "APPROOV_TOKEN_BINDING": "IF-PRESENT", "APPROOV_TOKEN_BINDING_MODE": "observe",
        ])
        #expect(
            policy.tokenField == TokenField(name: try #require(HTTPField.Name("X-Approov-Token")), prefix: "Bearer")
        )
        #expect(policy.tokenMode == .observe)
        #expect(policy.freshness == (try Freshness(clockSkewSeconds: 2.5, maximumLifetimeSeconds: 3600)))
        #expect(policy.expectations == TokenExpectations(issuer: "example.approov.io", audience: "api.example.com"))
        #expect(policy.binding?.fields.map(\.name.canonicalName) == ["authorization", "device-id"])
        #expect(policy.binding?.requirement == .ifPresent)
        #expect(policy.binding?.mode == .observe)
    }

    @Test("Everything is read from memory, numbers in any form")
    func memory() throws {
        let policy = try self.policy(values: [
            "tokenHeader": "Authorization", "tokenPrefix": "Bearer", "tokenMode": "enforce", "clockSkewSeconds": 5,
            "maximumLifetimeSeconds": 1800.5, "issuer": "i", "audience": "a",
            "bindingHeaders": .init(.stringArray(["Cookie"]), isSecret: false),
            "tokenBinding": "required", "tokenBindingMode": "enforce",
        ])
        #expect(policy.tokenField == TokenField(name: .authorization, prefix: "Bearer"))
        #expect(policy.freshness == (try Freshness(clockSkewSeconds: 5, maximumLifetimeSeconds: 1800.5)))
        #expect(policy.expectations == TokenExpectations(issuer: "i", audience: "a"))
        #expect(policy.binding?.fields.map(\.name) == [.cookie])
        #expect(policy.binding?.requirement == .required)
        let other = try self.policy(values: ["clockSkewSeconds": "7", "bindingHeaders": "Authorization"])
        #expect(other.freshness.clockSkewSeconds == 7)
        #expect(other.binding?.fields.map(\.name) == [.authorization])
    }

    @Test("White space around a word is not part of it", arguments: ["Bearer ", " Bearer", "\tBearer\n"])
    func whiteSpace(text: String) throws {
        let policy = try self.policy(environment: [
            "APPROOV_TOKEN_PREFIX": text, "APPROOV_ISSUER": text, "APPROOV_AUDIENCE": text,
        ])
        #expect(policy.tokenField.prefix == "Bearer")
        #expect(policy.expectations == TokenExpectations(issuer: "Bearer", audience: "Bearer"))
    }

    @Test(
        "Whether tokens must be bound follows from the headers, unless it is said",
        arguments: [
            (nil, nil, "off"), (nil, "off", "off"), ("Authorization", nil, "required"),
            ("Authorization", "required", "required"), ("Authorization", "if-present", "ifPresent"),
            ("Authorization", "off", "off"), ("Authorization", " Off ", "off"),
            ("Authorization", "REQUIRED", "required"),
        ]
    )
    func binding(headers: String?, choice: String?, requirement: String) throws {
        var environment: [String: String] = [:]
        environment["APPROOV_BINDING_HEADERS"] = headers
        environment["APPROOV_TOKEN_BINDING"] = choice
        let binding = try self.policy(environment: environment).binding
        #expect(binding?.requirement.rawValue ?? "off" == requirement)
    }

    @Test(
        "What makes no sense is refused by name, and not quoted",
        arguments: [
            ("TOKEN_HEADER", "", "tokenHeader"), ("TOKEN_HEADER", "Approov Token", "tokenHeader"),
            ("TOKEN_HEADER", "Approov-Token:", "tokenHeader"), ("TOKEN_HEADER", "é-name-of-a-header", "tokenHeader"),
            ("TOKEN_MODE", "", "tokenMode"), ("TOKEN_MODE", "enforced", "tokenMode"),
            ("TOKEN_MODE", "off", "tokenMode"),
            ("TOKEN_MODE", "true", "tokenMode"), ("TOKEN_MODE", "observe,enforce", "tokenMode"),
            ("CLOCK_SKEW_SECONDS", "", "clockSkewSeconds"), ("CLOCK_SKEW_SECONDS", "5s", "clockSkewSeconds"),
            ("CLOCK_SKEW_SECONDS", "five", "clockSkewSeconds"), ("CLOCK_SKEW_SECONDS", "-1.25", "clockSkewSeconds"),
            ("CLOCK_SKEW_SECONDS", "301.75", "clockSkewSeconds"), ("CLOCK_SKEW_SECONDS", "nan", "clockSkewSeconds"),
            ("CLOCK_SKEW_SECONDS", "inf", "clockSkewSeconds"), ("CLOCK_SKEW_SECONDS", "1e999", "clockSkewSeconds"),
            ("MAXIMUM_LIFETIME_SECONDS", "", "maximumLifetimeSeconds"),
            ("MAXIMUM_LIFETIME_SECONDS", "0.0", "maximumLifetimeSeconds"),
            ("MAXIMUM_LIFETIME_SECONDS", "-17.5", "maximumLifetimeSeconds"),
            ("MAXIMUM_LIFETIME_SECONDS", "nan", "maximumLifetimeSeconds"),
            ("MAXIMUM_LIFETIME_SECONDS", "inf", "maximumLifetimeSeconds"),
            ("MAXIMUM_LIFETIME_SECONDS", "one hour", "maximumLifetimeSeconds"),
            ("ISSUER", "two words", "issuer"), ("AUDIENCE", "two\twords", "audience"),
            ("BINDING_HEADERS", "", "bindingHeaders"), ("BINDING_HEADERS", ",", "bindingHeaders"),
            ("BINDING_HEADERS", "Authorization,", "bindingHeaders"),
            ("BINDING_HEADERS", "Authorization;Cookie", "bindingHeaders"),
            ("BINDING_HEADERS", "Authorization Cookie", "bindingHeaders"),
            ("TOKEN_BINDING", "", "tokenBinding"), ("TOKEN_BINDING", "ifPresent", "tokenBinding"),
            ("TOKEN_BINDING", "if present", "tokenBinding"), ("TOKEN_BINDING", "false", "tokenBinding"),
            ("TOKEN_BINDING", "none", "tokenBinding"), ("TOKEN_BINDING", "required", "bindingHeaders"),
            ("TOKEN_BINDING", "if-present", "bindingHeaders"),
            ("TOKEN_BINDING_MODE", "", "tokenBindingMode"), ("TOKEN_BINDING_MODE", "off", "tokenBindingMode"),
            ("TOKEN_BINDING_MODE", "log-only", "tokenBindingMode"),
            ("TOKEN_BINDING_MODE", "observe", "bindingHeaders"), ("TOKEN_BINDING_MODE", "enforce", "bindingHeaders"),
            ("TOKEN_PREFIX", "", "tokenPrefix"), ("TOKEN_PREFIX", "Bearer token", "tokenPrefix"),
            ("ISSUER", "", "issuer"), ("ISSUER", "  ", "issuer"), ("AUDIENCE", "", "audience"),
        ]
    )
    func refused(variable: String, value: String, key: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try self.policy(environment: ["APPROOV_\(variable)": value])
        }
        #expect(error?.key == key)
        #expect(error?.description == "\(error?.key ?? ""): \(error?.message ?? "")")
        let words = ["observe", "enforce", "  ", "off", "required", "if-present", "inf", "0.0"]
        if !words.contains(value) { expectNothing(of: [value], in: error?.message ?? "") }
    }

    @Test(
        "A value of another type is refused, not passed over",
        arguments: [
            "tokenHeader", "tokenPrefix", "tokenMode", "clockSkewSeconds", "maximumLifetimeSeconds", "issuer",
            "audience", "bindingHeaders", "tokenBinding", "tokenBindingMode",
        ]
    )
    func otherType(key: String) {
        let contents: [ConfigContent] = [
            .bool(true), .bytes([1]), .intArray([1]), .doubleArray([1]), .boolArray([true]), .byteChunkArray([[1]]),
        ]
        for content in contents {
            let error = #expect(throws: ConfigurationError.self) {
                try self.policy(values: [AbsoluteConfigKey([key]): ConfigValue(content, isSecret: false)])
            }
            #expect(error?.key == key)
        }
    }

    @Test(
        "A number is no text, and a list no single word",
        arguments: ["tokenHeader", "tokenMode", "issuer", "audience", "tokenBinding"]
    )
    func numbersAndLists(key: String) {
        for content in [ConfigContent.int(1), .double(1.5), .stringArray(["enforce"])] {
            let error = #expect(throws: ConfigurationError.self) {
                try self.policy(values: [AbsoluteConfigKey([key]): ConfigValue(content, isSecret: false)])
            }
            #expect(error?.key == key)
        }
    }
}

#endif
