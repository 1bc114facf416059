import Approov
import ApproovHummingbird
import ApproovSettings
import Configuration
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Playground
import ShapesServer

/// A playground in front of the Shapes API, as it would be on port 80 of this machine.
struct PlaygroundFixture {
    static let secret = "h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww=="

    static func settings(_ changes: [String: String?] = [:]) -> Settings {
        var variables = ["APPROOV_BASE64_SECRET": Self.secret]
        for (name, value) in changes { variables[name] = value }
        return Settings(ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables)))
    }

    var options = ShapesOptions(isLoggingEnabled: false)

    /// The host that requests name.
    var authority = "localhost"

    var budget = RequestBudget(now: { .zero })

    func application() throws -> some ApplicationProtocol {
        let verifier = ApproovVerifier(keys: KeyRing(try VerificationKey(base64Secret: Self.secret)))
        let playground = PlaygroundResponder(
            ShapesServer.responder(
                verifier: verifier,
                options: self.options,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                report: VerdictRecorder.record
            ),
            verifier,
            PlaygroundRoutes(shapes: self.options.tokenPolicy, forms: self.options.tokenBindingPolicy),
            try PlaygroundTerms(Self.settings()),
            ListeningPort(80),
            budget: self.budget
        )
        return Application(responder: Renamed(base: playground, authority: self.authority))
    }

    /// Returns the page of a situation.
    func page(_ path: String) async throws -> String {
        try await self.application().test(.router) { client in
            try await client.execute(uri: path, method: .get) { String(buffer: $0.body) }
        }
    }
}

/// Gives every request another host than the one that the test client has.
private struct Renamed<Base: HTTPResponder>: HTTPResponder {
    let base: Base
    let authority: String

    @concurrent
    func respond(to request: Request, context: Base.Context) async throws -> Response {
        var head = request.head
        head.authority = self.authority
        return try await self.base.respond(to: Request(head: head, body: request.body), context: context)
    }
}
