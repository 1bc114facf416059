// The program of Documentation/Quickstarts/KeySet.md.

// snippet.hide
#if Hummingbird && Configuration && HTTPClient && Lifecycle
// snippet.show
import Approov
import ApproovHTTPClient
import ApproovHummingbird
import Configuration
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle

let config = ConfigReader(provider: EnvironmentVariablesProvider())
var logger = Logger(label: "hello")
logger.logLevel = .debug  // At this level you read why a request is refused.

let source: JWKSKeySource
do {
    source = try JWKSKeySource(url: try config.requiredString(forKey: "approov.jwks.url"))
} catch {
    logger.critical("\(error)")
    exit(78)  // EX_CONFIG
}

let keys = KeyStore(.empty)
let refresher = KeyRefresher(of: keys, from: source, logger: logger)
let verifier = ApproovVerifier(keys: keys)

let router = Router(context: BasicApproovRequestContext.self)
router.get("health") { _, _ in keys.isReady ? HTTPResponse.Status.ok : .serviceUnavailable }
router.group("v1")
    .add(middleware: ApproovMiddleware(verifier: verifier))
    .get("hello") { _, context in "Hello, \(context.attestation?.claims.deviceID ?? "app")\n" }

let port = config.int(forKey: "http.port", default: 8002)
let services: [any Service] = [refresher, KeyReload(of: [refresher])]
try await Application(
    router: router,
    configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
    services: services,
    logger: logger
).runService()
// snippet.hide
#endif
