import Approov
import ApproovHummingbird
import ExampleServer
import Hummingbird

/// Takes orders that apps have signed: a route that Approov's Shapes API does not have.
///
/// It is also what a server of your own would do, but for the two lines that keep the verdict for the page.
struct OrdersRoute: Sendable {
    /// For how long a signed order is good, in seconds.
    static let lifetime = 3600.0

    /// The longest order, in bytes.
    private static let longestOrder = 1 << 14

    let responder: RouterResponder<BasicApproovRequestContext>

    /// Makes the route.
    ///
    /// - Parameters:
    ///   - verifier: Who decides; its policy is replaced.
    ///   - policy: What it asks for.
    init(verifier: ApproovVerifier, policy: VerificationPolicy) {
        let router = Router(context: BasicApproovRequestContext.self)
        let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
        router.group("playground")
            .add(
                middleware: ApproovMiddleware(verifier: verifier.applying(policy), replays: replays) { rejection in
                    VerdictRecorder.record(.refused(rejection, observed: []))
                    return RefusalResponse.uniform401.error(for: rejection)
                }
            )
            .post("orders") { request, context in
                _ = try await request.body.collect(upTo: Self.longestOrder)
                if let attestation = context.attestation { VerdictRecorder.record(.attested(attestation)) }
                return JSONAnswer("order", "accepted")
            }
        self.responder = router.buildResponder()
    }

    /// What the route asks for: a token, and a signature over everything, the body included.
    static var policy: VerificationPolicy {
        var signing = MessageSigning()
        signing.bodyDigest = .required
        signing.maximumBodyLength = Self.longestOrder
        signing.freshness = (try? SignatureFreshness(maximumAgeSeconds: Self.lifetime)) ?? .standard
        var policy = VerificationPolicy.standard
        policy.messageSigning = signing
        return policy
    }
}
