// The program of Documentation/Quickstarts/Token.md.

// snippet.hide
#if Hummingbird && Configuration
// snippet.show
import Approov
import ApproovHummingbird
import Configuration
import Foundation
import Hummingbird
import Logging

// The secret is marked as one, so that nothing that shows the configuration shows it.
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

let router = Router(context: BasicApproovRequestContext.self)
router.get("health") { _, _ in "fine\n" }
router.group("v1")
    .add(middleware: ApproovMiddleware(verifier: verifier))
    .get("hello") { _, context in "Hello, \(context.attestation?.claims.deviceID ?? "app")\n" }

let port = config.int(forKey: "http.port", default: 8002)
try await Application(
    router: router,
    configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
    logger: logger
).runService()
// snippet.hide
#endif
