import Approov
import ApproovSettings
import Configuration
import Testing

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
}
