import ApproovSettings
import ArgumentParser
import ExampleServer
import ShapesServer

@main
struct App: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shapes-server",
        abstract: "Serves shapes to genuine apps.",
        discussion: """
            Reads APPROOV_BASE64_SECRET, APPROOV_KEYS_FILE, APPROOV_JWKS_URL, APPROOV_TOKEN_BINDING, APPROOV_LOGGING_ENABLED, \
            APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN, APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN_BINDING, HTTP_HOST, HTTP_PORT, \
            OPERATIONS_HOST, OPERATIONS_PORT, LOG_LEVEL and, for the dashboard, DASHBOARD_USER and DASHBOARD_PASSWORD from the \
            environment, or else from .env.
            """
    )

    @Flag(help: "Serve the original API, which protects nothing.")
    var original = false

    @Flag(
        help:
            "Serve a page to try it on. Mints tokens, so it takes the published development secret and a loopback address only."
    )
    var playground = false

    @Flag(help: "Show what the server does at /dashboard, to DASHBOARD_USER with DASHBOARD_PASSWORD.")
    var dashboard = false

    @Option(help: "A file with environment variables, in place of .env.")
    var envFile: String?

    func validate() throws {
        guard self.original, self.playground || self.dashboard else { return }
        throw ValidationError("--playground and --dashboard have nothing to show of an API that checks nothing.")
    }

    func run() async throws {
        if self.original {
            try await ServerProgram.run("original-server", environmentFile: self.envFile) {
                _,
                logger throws(StartUpFault) in
                try ShapesServer.originalParts(logger: logger)
            }
        } else if self.playground {
            try await ServerProgram.run(
                "approov-protected-server",
                environmentFile: self.envFile,
                dashboard: self.dashboard ? .required : .none
            ) { settings, logger throws(StartUpFault) in
                try ShapesServer.playground(settings: settings, logger: logger)
            }
        } else {
            try await ServerProgram.run(
                "approov-protected-server",
                environmentFile: self.envFile,
                dashboard: self.dashboard ? .required : .none
            ) { settings, logger throws(StartUpFault) in
                try ShapesServer.parts(settings: settings, logger: logger)
            }
        }
    }
}
