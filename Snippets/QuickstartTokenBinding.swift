// The program of Documentation/Quickstarts/TokenBinding.md.

#if Hummingbird && Configuration

// snippet.show
import Approov
import ApproovHummingbird
import Configuration
import Hummingbird
import Logging

let environment = EnvironmentVariablesProvider(secretsSpecifier: .specific(["APPROOV_BASE64_SECRET"]))
let config = ConfigReader(provider: environment)
var logger = Logger(label: "hello")
logger.logLevel = .debug  // At this level you read why a request is refused.

let verifier = try ApproovVerifier(config: config.scoped(to: "approov"))
var policy = verifier.policy
policy.binding = TokenBinding(to: BoundField(.authorization))

let router = Router(context: BasicApproovRequestContext.self)
router.group("auth")  // Before there is a credential, tokens are bound to nothing.
    .add(middleware: ApproovMiddleware(verifier: verifier))
    .post("login") { _, _ in "Bearer abc\n" }
router.group("v1")
    .add(middleware: ApproovMiddleware(verifier: verifier.applying(policy)))
    .get("orders") { request, _ in
        // Your check of the user belongs here; that of the app is done.
        "The orders of \(request.headers[.authorization] ?? "nobody")\n"
    }

let port = config.int(forKey: "http.port", default: 8002)
try await Application(
    router: router,
    configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
    logger: logger
).runService()
// snippet.hide

#endif
