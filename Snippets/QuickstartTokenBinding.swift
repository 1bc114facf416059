// The program of Documentation/Quickstarts/TokenBinding.md.

// snippet.hide
#if Hummingbird && Configuration
// snippet.show
import Approov
import ApproovHummingbird
import Configuration
import Foundation
import Hummingbird
import Logging

let environment = EnvironmentVariablesProvider(secretsSpecifier: .specific(["APPROOV_BASE64_SECRET"]))
let config = ConfigReader(provider: environment)
var logger = Logger(label: "hello")
logger.logLevel = .debug  // At this level you read why a request is refused.

let verifier: ApproovVerifier
do {
    verifier = try ApproovVerifier(config: config.scoped(to: "approov"))
} catch {
    logger.critical("\(error)")
    exit(78)  // EX_CONFIG: without a usable secret, serve nobody.
}

var policy = verifier.policy
policy.binding = TokenBinding(to: BoundField(.authorization))

// The context that your API has already, with a place for what is known of the app.
struct AppContext: ApproovRequestContext {
    var coreContext: CoreRequestContextStorage
    var attestation: Attestation?
    init(source: Source) { self.coreContext = CoreRequestContextStorage(source: source) }
}

let router = Router(context: AppContext.self)
router.group("auth")  // Who logs in has no credential yet, to which a token could be bound.
    .add(middleware: ApproovMiddleware(verifier: verifier))
    .post("login") { _, _ in "Bearer abc\n" }
router.group("v1")
    .add(middleware: ApproovMiddleware(verifier: verifier.applying(policy)))
    // Your check of the user belongs here, behind that of the app.
    .get("orders") { _, _ in "Your orders\n" }

let port = config.int(forKey: "http.port", default: 8002)
try await Application(
    router: router,
    configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
    logger: logger
).runService()
// snippet.hide
#endif
