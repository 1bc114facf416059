import ApproovSettings
import Configuration
import Testing

@testable import Dashboard

@Suite("Who may see the dashboard")
struct DashboardLoginTests {
    private static func login(_ variables: [String: String?]) throws -> DashboardLogin? {
        let provider = EnvironmentVariablesProvider(environmentVariables: variables.compactMapValues { $0 })
        return try DashboardLogin.configured(in: Settings(ConfigReader(provider: provider)))
    }

    @Test("The user and the password go by either name", arguments: ["", "LIVE_VIEW_"])
    func names(prefix: String) throws {
        let variables = ["\(prefix)DASHBOARD_USER": "operator", "\(prefix)DASHBOARD_PASSWORD": "correct horse"]
        #expect(try Self.login(variables) == DashboardLogin(user: "operator", password: "correct horse"))
        #expect(try Self.login([:]) == nil)
    }

    @Test(
        "Half a login, a short one, or one that nobody can send stops the start",
        arguments: [
            ("operator", nil, "DASHBOARD_PASSWORD"), (nil, "correct horse", "DASHBOARD_USER"),
            ("operato", "correct horse", "DASHBOARD_USER"), ("operator", "correct hor", "DASHBOARD_PASSWORD"),
            ("", "", "DASHBOARD_USER"), ("operator:1", "correct horse", "DASHBOARD_USER"),
        ] as [(String?, String?, String)]
    )
    func faults(user: String?, password: String?, variable: String) throws {
        for prefix in ["", "LIVE_VIEW_"] {
            let fault = try #require(throws: StartUpFault.self) {
                try Self.login(["\(prefix)DASHBOARD_USER": user, "\(prefix)DASHBOARD_PASSWORD": password])
            }
            #expect(fault.description.hasPrefix("\(prefix)\(variable): "))
        }
    }

    @Test("The login is not printed")
    func description() {
        let login = DashboardLogin(user: "operator", password: "correct horse")
        var text = "\(login)"
        dump(login, to: &text)
        #expect(!text.contains("operator") && !text.contains("digest"))
    }
}
