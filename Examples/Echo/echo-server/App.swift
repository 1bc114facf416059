import ApproovSettings
import ArgumentParser
import EchoServer
import ExampleServer

@main
struct App: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo-server",
        abstract: "Lets genuine apps talk to each other over Phoenix channels.",
        discussion: """
            Reads APPROOV_BASE64URL_SECRET, APPROOV_KEYS_FILE, APPROOV_JWKS_URL, SECRET_KEY_BASE, ENCRYPTION_SECRET, \
            URL_PUBLIC_SCHEME, URL_PUBLIC_HOST, URL_PUBLIC_PORT, ALLOWED_ORIGINS, DASHBOARD_USER, DASHBOARD_PASSWORD, \
            HTTP_HOST, HTTP_PORT, OPERATIONS_HOST, OPERATIONS_PORT and LOG_LEVEL from the environment, or else from .env. \
            HTTP_INTERNAL_PORT, LIVE_VIEW_DASHBOARD_USER and LIVE_VIEW_DASHBOARD_PASSWORD are other names of three of them.
            """
    )

    @Option(help: "What a request must prove.")
    var protection: Protection = .token

    @Option(help: "A file to keep the users in; without it they are forgotten when the server stops.")
    var database: String?

    @Option(help: "A file with environment variables, in place of .env.")
    var envFile: String?

    func run() async throws {
        try await ServerProgram.run(
            "echo-server",
            environmentFile: self.envFile,
            portVariables: ["HTTP_PORT", "HTTP_INTERNAL_PORT"],
            dashboard: .ifConfigured
        ) { settings, logger throws(StartUpFault) in
            let echo = try EchoServer(
                protection: self.protection,
                settings: settings,
                database: self.database,
                logger: logger
            )
            return ServerParts(echo.responder, server: echo.server, keys: echo.keys, contents: EchoServer.contents)
        }
    }
}
