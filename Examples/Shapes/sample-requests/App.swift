import ApproovSettings
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
        let requests: [SampleRequest]
        let base: String
        do {
            let settings = try Settings(environmentFile: self.envFile)
            guard settings.hasPublishedSecret else {
                throw ValidationError("Tokens are made only with the published development secret.")
            }
            base = "http://\(settings.host):\(try settings.port(default: 8002))"
            requests = try SampleRequest.all(secret: try settings.accountSecret())
        } catch let fault as StartUpFault {
            throw fault.reported(by: "sample-requests")
        }
        for request in requests { print(request.text(base: base)) }
        print("# These and more in a browser, with what is checked: \(base)/\n")
    }
}
