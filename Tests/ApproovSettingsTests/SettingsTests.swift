import Approov
import Configuration
import ExampleServer
import Testing

private let secret = "h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww=="

@Suite("Settings")
struct SettingsTests {
    private func settings(_ variables: [String: String]) -> Settings {
        Settings(ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables)))
    }

    @Test("The address is a loopback address unless the environment says otherwise")
    func address() throws {
        #expect(self.settings([:]).host == "127.0.0.1")
        #expect(try self.settings([:]).port(default: 8002) == 8002)
        #expect(self.settings(["HTTP_HOST": "0.0.0.0"]).host == "0.0.0.0")
        #expect(try self.settings(["HTTP_PORT": " 8080 "]).port(default: 8002) == 8080)
    }

    @Test(
        "A port that is none stops the start",
        arguments: ["", "http", "-1", "65536", "80.5", "99999999999999999999"]
    )
    func port(text: String) {
        #expect(throws: StartUpFault(variable: "HTTP_PORT", "This must be a port number.")) {
            try self.settings(["HTTP_PORT": text]).port(default: 8002)
        }
    }

    @Test(
        "A switch is true or false in any case",
        arguments: [("true", true), ("TRUE", true), (" False ", false), ("false", false), ("\"true\"", true)]
    )
    func flag(text: String, value: Bool) throws {
        #expect(try self.settings(["SOME_FLAG": text]).flag("SOME_FLAG", default: !value) == value)
    }

    @Test(
        "Any other word for a switch stops the start",
        arguments: ["", "0", "1", "no", "off", "falsch", "true false"]
    )
    func badFlag(text: String) {
        #expect(throws: StartUpFault(variable: "SOME_FLAG", "This must be true or false.")) {
            try self.settings(["SOME_FLAG": text]).flag("SOME_FLAG", default: true)
        }
    }

    @Test(
        "The token binding is required, if-present or off",
        arguments: [("required", .required), ("If-Present", .ifPresent), ("off", nil)]
            as [(String, TokenBinding.Requirement?)]
    )
    func binding(text: String, requirement: TokenBinding.Requirement?) throws {
        let settings = self.settings(["APPROOV_TOKEN_BINDING": text])
        #expect(try settings.bindingRequirement(default: .required) == requirement)
    }

    @Test("Any other word for the token binding stops the start", arguments: ["", "true", "ifPresent", "none"])
    func badBinding(text: String) {
        #expect(throws: StartUpFault.self) {
            try self.settings(["APPROOV_TOKEN_BINDING": text]).bindingRequirement(default: .required)
        }
    }

    @Test(
        "The secret is read in either spelling",
        arguments: [
            secret, String(secret.dropLast(2)), "  \(secret)\n", "\"\(secret)\"",
            "'\(secret)'",
        ]
    )
    func goodSecret(text: String) throws {
        #expect(try self.settings(["APPROOV_BASE64_SECRET": text]).accountKey().algorithm == .hs256)
    }

    @Test(
        "A secret that cannot be one stops the start with a line that names the variable and not the value",
        arguments: [
            "", " ", "approov_base64_secret_here", "approov-base64-encoded-secret-here", "c2hvcnQ=",
            "h-CX0tOzdAAR9l15bWAqvq7w9olk66daIH-Xk-IAHhVVHszjDzeGobzNnqyRze3lw_WVyWrc2gZfh3XXfBOmww",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        ]
    )
    func badSecret(text: String) throws {
        let fault = try #require(throws: StartUpFault.self) {
            try self.settings(["APPROOV_BASE64_SECRET": text]).accountKey()
        }
        #expect(fault.status == .configuration)
        #expect(fault.description.hasPrefix("APPROOV_BASE64_SECRET: "))
        #expect(text.count < 4 || !fault.description.contains(text))
        #expect(!fault.description.contains("\n"))
    }

    @Test("No secret stops the start")
    func noSecret() throws {
        let fault = try #require(throws: StartUpFault.self) { try self.settings([:]).accountKey() }
        #expect(fault.description.hasPrefix("APPROOV_BASE64_SECRET: "))
    }
}
