import Approov
import ApproovSettings
import ApproovTesting
import Configuration
import CoreMetrics
import ExampleServer
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import InMemoryLogging
import Logging
import ServerMetrics

@testable import EchoServer

/// A server with an issuer of tokens, a clock that stands still, and users in memory.
struct EchoFixture {
    static let secrets = EchoSecrets(
        keyBase: [UInt8](repeating: UInt8(ascii: "k"), count: 128),
        encryption: [UInt8](repeating: UInt8(ascii: "e"), count: 64)
    )

    static let variables = [
        "SECRET_KEY_BASE": String(repeating: "k", count: 128),
        "ENCRYPTION_SECRET": String(repeating: "e", count: 64),
        "URL_PUBLIC_HOST": "example.com",
        "APPROOV_BASE64URL_SECRET":
            "h-CX0tOzdAAR9l15bWAqvq7w9olk66daIH-Xk-IAHhVVHszjDzeGobzNnqyRze3lw_WVyWrc2gZfh3XXfBOmww",
    ]

    static func settings(_ changes: [String: String?] = [:]) -> Settings {
        var variables = Self.variables
        for (name, value) in changes { variables[name] = value }
        return Settings(ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables)))
    }

    static func credentials(_ username: String, _ password: String) throws -> Credentials? {
        Credentials(username: username, password: password)
    }

    let issuer: TestIssuer
    let log = InMemoryLogHandler()
    let metrics = ServerMetrics()
    let store: UserStore

    init() throws {
        self.issuer = try TestIssuer()
        self.store = try UserStore(path: nil)
    }

    var logger: Logger {
        let log = self.log
        return Logger(label: "echo-server") { _ in log }
    }

    func server(
        _ protection: Protection = .token,
        work: BoundedWork = BoundedWork()
    ) -> EchoServer {
        let now = self.issuer.now
        return withMetricsFactory(self.metrics) {
            EchoServer(
                options: EchoOptions(secrets: Self.secrets, origins: []),
                verifier: protection == .unprotected
                    ? nil : self.issuer.verifier(policy: EchoServer.policy(protection)),
                store: self.store,
                work: work,
                logger: self.logger,
                now: { now }
            )
        }
    }

    /// Returns how often something has been counted.
    func count(_ label: String, isIncluded: (MetricSeries) -> Bool = { _ in true }) -> Int64 {
        (self.metrics.snapshot[label]?.series ?? []).filter(isIncluded).reduce(0) { sum, series in
            if case .count(let count) = series.value { sum + count } else { sum }
        }
    }

    /// Sends requests to a server.
    func test<Result: Sendable>(
        _ server: EchoServer,
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Result
    ) async throws -> Result {
        try await Application(responder: server.responder).test(.router) { try await body($0) }
    }
}
