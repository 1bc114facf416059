// Protects every route under /v1 of a Hummingbird application.
//
// Start it with APPROOV_BASE64_SECRET in the environment.

// snippet.hide
#if Hummingbird && Configuration
// snippet.show
import Approov
import ApproovHummingbird
import Configuration
import Hummingbird

let environment = EnvironmentVariablesProvider(secretsSpecifier: .specific(["APPROOV_BASE64_SECRET"]))
let config = ConfigReader(provider: environment)
let verifier = try ApproovVerifier(config: config.scoped(to: "approov"))

let router = Router(context: BasicApproovRequestContext.self)
router.get("health") { _, _ in "fine" }
router.group("v1")
    .add(middleware: ApproovMiddleware(verifier: verifier))
    .group(context: AttestedRequestContext<BasicApproovRequestContext>.self)
    .get("hello") { _, context in "Hello, \(context.attestation.claims.deviceID ?? "app")" }

try await Application(router: router).runService()
// snippet.hide

#endif
