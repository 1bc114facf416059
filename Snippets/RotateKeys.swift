// Follows the keys of an address, without a restart and without refusing anybody.

// snippet.hide
#if Hummingbird && HTTPClient && Lifecycle
// snippet.show
import Approov
import ApproovHTTPClient
import ApproovHummingbird
import Hummingbird
import Logging
import ServiceLifecycle

let logger = Logger(label: "server")
let keys = KeyStore(.empty)
let source = try JWKSKeySource(url: "https://keys.example.com/jwks.json")  // what 'approov keyset -getJWKSURI' prints
let refresher = KeyRefresher(of: keys, from: source, logger: logger)
let verifier = ApproovVerifier(keys: keys)

let router = Router(context: BasicApproovRequestContext.self)
router.get("health") { _, _ in keys.isReady ? HTTPResponse.Status.ok : .serviceUnavailable }
router.group("v1")
    .add(middleware: ApproovMiddleware(verifier: verifier))
    .get("hello") { _, _ in "Hello!" }

let services: [any Service] = [refresher, KeyReload(of: [refresher])]
try await Application(router: router, services: services, logger: logger).runService()
// snippet.hide

#endif
