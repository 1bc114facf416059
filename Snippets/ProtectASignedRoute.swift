// Takes orders that a genuine app has signed: each once, and just as they arrive.
//
// Start it with APPROOV_BASE64_SECRET in the environment.

// snippet.hide
#if Hummingbird && Configuration
// snippet.show
import Approov
import ApproovHummingbird
import Configuration
import Hummingbird

func router(keys: KeyRing) throws -> Router<BasicApproovRequestContext> {
    var policy = VerificationPolicy.standard
    // What stands in the app's URLs; behind a proxy, the server cannot see it.
    policy.messageSigning = MessageSigning(origin: .fixed(try PublicOrigin("https://api.example.com")))
    policy.messageSigning?.bodyDigest = .required
    let verifier = ApproovVerifier(keys: keys, policy: policy)
    let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)

    let router = Router(context: BasicApproovRequestContext.self)
    router.group("v1")
        .add(middleware: ApproovMiddleware(verifier: verifier, replays: replays))
        .post("orders") { request, _ in
            let order = try await request.body.collect(upTo: 1 << 16)  // the one that was signed, or there is a 401
            return "An order of \(order.readableBytes) bytes"
        }
    return router
}
// snippet.hide

let config = ConfigReader(
    provider: EnvironmentVariablesProvider(secretsSpecifier: .specific(["APPROOV_BASE64_SECRET"]))
)
try await Application(router: router(keys: try KeyRing(config: config.scoped(to: "approov")))).runService()

#endif
