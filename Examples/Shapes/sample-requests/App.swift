import Approov
import ApproovTesting
import ArgumentParser
import ExampleServer

@main
struct App: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample-requests",
        abstract: "Prints requests to paste into a terminal, with tokens that are valid for an hour.",
        discussion:
            "Takes the secret, the host and the port from the same settings as the Shapes server that answers them."
    )

    @Option(help: "A file with environment variables, in place of .env.")
    var envFile: String?

    func run() throws {
        let settings = try Settings(environmentFile: self.envFile)
        guard settings.hasPublishedSecret else {
            throw ValidationError("Tokens are made only with the published development secret.")
        }
        let secret = try settings.accountSecret()
        let base = "http://\(settings.host):\(try settings.port(default: 8002))"
        let requests = try SampleRequest.all(
            issuer: try TestIssuer(base64Secret: secret, now: .now.advanced(bySeconds: 55 * 60)),
            earlierIssuer: try TestIssuer(base64Secret: secret, now: .now)
        )
        for request in requests { print(request.text(base: base)) }
    }
}
