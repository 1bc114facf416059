#if Hummingbird

import Approov
import ApproovHummingbird
import Hummingbird
import HummingbirdTesting

/// What a handler has seen of the check before it.
func seen(_ context: BasicApproovRequestContext) -> String {
    let attestation = context.attestation.map { "attested \($0.isBound ? "bound" : "unbound")" } ?? "not attested"
    let current = (Attestation.current == nil) == (context.attestation == nil) ? "" : ", another is current"
    return attestation + current + context.passedRejections.map { " \($0.code)" }.joined()
}

extension Router<BasicApproovRequestContext> {
    /// Returns a router with a check before every route, and a handler that says what it has seen.
    static func guarded(
        by middleware: ApproovMiddleware<BasicApproovRequestContext>
    ) -> Router<BasicApproovRequestContext> {
        let router = Router(context: BasicApproovRequestContext.self)
        router.add(middleware: middleware)
        for method in [HTTPRequest.Method.get, .post, .options] {
            router.on("seen", method: method) { _, context in seen(context) }
        }
        router.on("seen", method: .head) { _, _ in Response(status: .ok) }
        return router
    }
}

extension TestResponse {
    var text: String { String(buffer: self.body) }
}

#endif
