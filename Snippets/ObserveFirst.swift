// Counts who would be refused, and refuses nobody yet.

// snippet.hide
#if Hummingbird
// snippet.show
import Approov
import ApproovHummingbird
import Hummingbird

// snippet.observe
func observing(_ keys: KeyStore) -> ApproovVerifier {
    var policy = VerificationPolicy.standard
    policy.tokenMode = .observe
    policy.binding = TokenBinding(to: BoundField(.authorization), mode: .observe)
    return ApproovVerifier(keys: keys, policy: policy)
}
// snippet.end

// snippet.half
func enforcingTokens(_ keys: KeyStore) -> ApproovVerifier {
    var policy = VerificationPolicy.standard
    policy.binding = TokenBinding(to: BoundField(.authorization), mode: .observe)
    return ApproovVerifier(keys: keys, policy: policy)
}
// snippet.end

// snippet.handler
func addRoutes(to router: Router<BasicApproovRequestContext>, verifier: ApproovVerifier) {
    router.group("v1")
        .add(middleware: ApproovMiddleware(verifier: verifier))
        .get("shapes") { _, context in
            for rejection in context.passedRejections {
                context.logger.info("Would be refused", metadata: ["approov.outcome": "\(rejection.code)"])
            }
            return "square"
        }
}
// snippet.end
// snippet.hide

#endif
