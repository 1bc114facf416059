import ApproovSettings
import ArgumentParser
import ExampleServer
import HelloServer

@main
struct App: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hello-server",
        abstract: "Says hello to genuine apps.",
        discussion: """
            Reads APPROOV_BASE64_SECRET, APPROOV_KEYS_FILE, APPROOV_JWKS_URL, APPROOV_TOKEN_BINDING, \
            APPROOV_SIGNATURE_INSTALL, APPROOV_PUBLIC_ORIGIN and their like, HTTP_HOST, HTTP_PORT, OPERATIONS_HOST, \
            OPERATIONS_PORT and LOG_LEVEL from the environment, or else from .env.
            """
    )

    @Option(help: "What a request must prove.")
    var protection: HelloProtection = .token

    @Option(help: "A file with environment variables, in place of .env.")
    var envFile: String?

    func run() async throws {
        try await ServerProgram.run("hello-server", environmentFile: self.envFile) {
            settings,
            logger throws(StartUpFault) in
            try HelloServer.parts(protection: self.protection, settings: settings, logger: logger)
        }
    }
}
