// The program of Documentation/Quickstarts/MessageSigning.md.

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
// What stands in the app's URLs; behind a proxy, the server cannot see it.
policy.messageSigning = MessageSigning(origin: .fixed(try PublicOrigin("https://api.example.com")))
policy.messageSigning?.bodyDigest = .required
let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)

let router = Router(context: BasicApproovRequestContext.self)
router.group("v1")
    .add(middleware: ApproovMiddleware(verifier: verifier.applying(policy), replays: replays))
    .post("orders") { request, _ in
        let order = try await request.body.collect(upTo: 1 << 16)  // the one that was signed, or there is a 401
        return "An order of \(order.readableBytes) bytes\n"
    }

let port = config.int(forKey: "http.port", default: 8002)
try await Application(
    router: router,
    configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
    logger: logger
).runService()
// snippet.hide
#endif
