import Approov
import ApproovHummingbird
import ExampleServer
import Hummingbird

/// Lets through the requests of genuine apps, in the original's words: 400 for no token, 401 for a bad one.
///
/// `ApproovMiddleware` does this in one line; here every step leaves the original's line in the log.
struct TokenCheck: RouterMiddleware {
    private let verifier: ApproovVerifier
    private let log: ShapesLog

    init(_ verifier: ApproovVerifier, log: ShapesLog) {
        self.verifier = verifier
        self.log = log
    }

    func handle(
        _ request: Request,
        context: BasicApproovRequestContext,
        next: @concurrent (Request, BasicApproovRequestContext) async throws -> Response
    ) async throws -> Response {
        let verdict = self.verifier.assess(RequestEvidence(request.head))
        self.log.writeToken(verdict)
        if case .refused(let rejection, _) = verdict { throw JSONAnswer(refusing: rejection) }
        var context = context
        context.attestation = verdict.attestation
        return try await next(request, context)
    }
}

extension JSONAnswer {
    /// Answers a refused request.
    init(refusing rejection: Rejection) {
        self.init(RefusalResponse.missing400Wrong401.error(for: rejection).status)
    }
}
