// The samples in the documentation comments of the edges to Hummingbird: `dev/snippets check` finds them here.

// snippet.hide
#if Hummingbird && Configuration && HTTPClient && Lifecycle && canImport(Testing)
// snippet.show
import Approov
import ApproovHTTPClient
import ApproovHummingbird
import ApproovHummingbirdTesting
import ApproovPhoenix
import ApproovTesting
import Configuration
import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import Logging
import PhoenixChannels
import PhoenixChannelsHummingbird
import ServiceLifecycle
import Testing

func configuredVerifier() throws -> ApproovVerifier {
    let config = ConfigReader(
        provider: EnvironmentVariablesProvider(secretsSpecifier: .specific(["APPROOV_BASE64_SECRET"]))
    )
    let verifier = try ApproovVerifier(config: config.scoped(to: "approov"))
    return verifier
}

func serve(keysFrom source: some KeySource) async throws {
    let router = Router()
    let keys = KeyStore(.empty)
    let refresher = KeyRefresher(of: keys, from: source)
    let verifier = ApproovVerifier(keys: keys)
    try await Application(router: router, services: [refresher]).runService()
    _ = verifier
}

func services(refresher: KeyRefresher, application: some Service) -> [any Service] {
    let services: [any Service] = [refresher, KeyReload(of: [refresher]), application]
    return services
}

func refresher() throws -> KeyRefresher {
    let keys = KeyStore(.empty)
    let refresher = KeyRefresher(of: keys, from: try JWKSKeySource(url: "https://keys.example.com/jwks.json"))
    return refresher
}

func guardFromReplays(_ router: Router<BasicApproovRequestContext>, verifier: ApproovVerifier) {
    let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
    router.add(middleware: ApproovMiddleware(verifier: verifier, replays: replays))
}

func forbid(verifier: ApproovVerifier) -> ApproovMiddleware<BasicApproovRequestContext> {
    ApproovMiddleware(verifier: verifier) { rejection in
        rejection.code == .bindingMismatch ? HTTPError(.forbidden) : HTTPError(.unauthorized)
    }
}

struct AppContext: ApproovRequestContext {
    var coreContext: CoreRequestContextStorage
    var attestation: Attestation?
    init(source: Source) { self.coreContext = .init(source: source) }
}

func addRoute(to router: Router<BasicApproovRequestContext>, verifier: ApproovVerifier) {
    router.group("v1")
        .add(middleware: ApproovMiddleware(verifier: verifier))
        .get("shapes") { _, _ in "square" }
}

func addRoutes(to router: Router<BasicApproovRequestContext>, verifier: ApproovVerifier) {
    router.group("v1")
        .add(middleware: ApproovMiddleware(verifier: verifier))
        .group(context: AttestedRequestContext<BasicApproovRequestContext>.self)
        .get("shapes") { _, context in "Hello, \(context.attestation.claims.deviceID ?? "stranger")" }
}

func testShapes(of application: some ApplicationProtocol) async throws {
    let issuer = try TestIssuer()
    try await application.test(.router) { client in
        try await client.execute(uri: "/v1/shapes", method: .get, attestedBy: issuer.token()) { response in
            #expect(response.status == .ok)
        }
    }
}

struct RoomChannel: PhoenixChannel {
    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply { .none }
}

func serveSocket(verifier: ApproovVerifier, router: Router<BasicRequestContext>) async throws {
    // snippet.socket
    let gate = ApproovSocketGate(verifier: verifier)
    let socket = PhoenixSocket { info, handle in
        try gate.admit(info, handle)
    } channels: {
        ChannelRoute("room:*") { connection in ApproovChannel(connection) { RoomChannel() } }
    }

    let endpoint = PhoenixEndpoint(socket, path: "/socket", origins: ["https://example.com"])
    try await Application(router: router, server: .phoenix(endpoint)).runService()
    // snippet.end
}

func serveEndpoint(_ endpoint: PhoenixEndpoint, router: Router<BasicRequestContext>) -> some ApplicationProtocol {
    // snippet.endpoint
    Application(router: router, server: .phoenix(endpoint))
    // snippet.end
}

// swift-format-ignore
func followKeys(router: Router<BasicApproovRequestContext>, logger: Logger) async throws {
    let keys = KeyStore(.empty)
    let source = try JWKSKeySource(url: "https://keys.example.com/jwks.json")  // what 'approov keyset -getJWKSURI' prints
    let refresher = KeyRefresher(of: keys, from: source, logger: logger)
    let verifier = ApproovVerifier(keys: keys)

    try await Application(router: router, services: [refresher, KeyReload(of: [refresher])]).runService()
    _ = verifier
}
// snippet.hide

#endif
