// Tells an operator why a request is refused, and the client nothing.

// snippet.hide
#if Hummingbird
// snippet.show
import Approov
import ApproovHummingbird
import Hummingbird
import Logging

// snippet.log
/// Logs refusals at a level that is switched on in production.
func middleware(verifier: ApproovVerifier) -> ApproovMiddleware<BasicApproovRequestContext> {
    ApproovMiddleware(verifier: verifier) { rejection in
        Logger.current.notice("Refused", metadata: ["approov.outcome": "\(rejection.code)"])
        return RefusalResponse.uniform401.error(for: rejection)
    }
}
// snippet.end

// snippet.reveal
/// Tells every client which check it has failed: for development only.
func talkative(verifier: ApproovVerifier) -> ApproovMiddleware<BasicApproovRequestContext> {
    ApproovMiddleware(verifier: verifier, refusals: .uniform401.revealingReason())
}
// snippet.end
// snippet.hide

#endif
