import Approov
import ApproovSettings
import ApproovTesting
import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ServerMetrics
import Synchronization

@testable import Dashboard

/// A dashboard of a verifier, with a clock that a test moves.
final class DashboardFixture: Sendable {
    static let authorization = "Basic \(Data("operator:correct horse: ü".utf8).base64EncodedString())"

    let issuer: TestIssuer
    let store: KeyStore
    let verifier: ApproovVerifier
    let metrics = ServerMetrics()
    let dashboard: Dashboard
    private let uptime = SharedDuration()

    init(contents: DashboardContents = DashboardContents(), key: VerificationKey? = nil) throws {
        let issuer = try TestIssuer()
        let keys = ServerKeys(KeyRing(key ?? issuer.key))
        self.issuer = issuer
        self.store = keys.store
        self.verifier = withMetricsFactory(self.metrics) { issuer.verifier() }
        let uptime = self.uptime
        self.dashboard = Dashboard(
            name: "a <server>",
            login: DashboardLogin(user: "operator", password: "correct horse: ü"),
            metrics: self.metrics,
            keys: keys,
            contents: contents,
            uptime: { uptime.value }
        )
    }

    /// Lets a second pass in which so many requests come, good ones and others.
    func second(accepted: Int = 0, expired: Int = 0) throws {
        for _ in 0..<accepted { _ = self.verifier.assess(try self.evidence(.valid)) }
        for _ in 0..<expired { _ = self.verifier.assess(try self.evidence(.expired)) }
        self.uptime.add(.seconds(1))
        self.dashboard.sampler.sample()
    }

    var view: DashboardView {
        DashboardView(self.dashboard.history.moment, self.dashboard.contents)
    }

    func response(
        _ path: String,
        _ authorization: [String] = [DashboardFixture.authorization],
        method: HTTPRequest.Method = .get
    ) async throws -> TestResponse {
        var headers: HTTPFields = [:]
        for value in authorization { headers.append(HTTPField(name: .authorization, value: value)) }
        let (fields, router) = (headers, Router())
        router.get("/") { _, _ in "The server's own." }
        let application = Application(responder: DashboardResponder(self.dashboard, before: router.buildResponder()))
        return try await application.test(.router) { client in
            try await client.execute(uri: path, method: method, headers: fields)
        }
    }

    private func evidence(_ token: TestToken) throws -> RequestEvidence {
        var head = HTTPRequest(method: .get, scheme: "https", authority: "example.com", path: "/")
        head.headerFields[.approovToken] = try self.issuer.token(token)
        return RequestEvidence(head)
    }
}

private final class SharedDuration: Sendable {
    private let duration = Mutex(Duration.zero)

    var value: Duration { self.duration.withLock { $0 } }

    func add(_ duration: Duration) { self.duration.withLock { $0 += duration } }
}
