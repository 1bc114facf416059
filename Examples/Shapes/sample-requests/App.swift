import Approov
import ApproovTesting
import ArgumentParser
import ExampleServer

@main
struct App: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample-requests",
        abstract: "Prints requests to paste into a terminal, with tokens that are valid for an hour.",
        discussion:
            "Takes the secret, the host and the port from the same settings as the Shapes server that answers them."
    )

    @Option(help: "A file with environment variables, in place of .env.")
    var envFile: String?

    func run() async throws {
        let settings = try await Settings(environmentFile: self.envFile)
        let secret = try settings.accountSecret()
        let base = "http://\(settings.host):\(try settings.port(default: 8002))"
        let requests = try SampleRequest.all(
            issuer: try TestIssuer(base64Secret: secret, now: .now.advanced(bySeconds: 55 * 60)),
            earlierIssuer: try TestIssuer(base64Secret: secret, now: .now)
        )
        for request in requests { print(request.text(base: base)) }
    }
}
