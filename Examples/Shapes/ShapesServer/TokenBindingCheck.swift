import Approov
import ApproovHummingbird
import ExampleServer
import Hummingbird

/// Lets through the requests of genuine apps for the user whose credential they carry.
///
/// The original's order, which decides what a client is told when several things are wrong: the token, then whether there is
/// a credential at all, whatever the settings, then the binding of one to the other.
struct TokenBindingCheck: RouterMiddleware {
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
        if case .refused(let rejection, _) = verdict, rejection.check == .token {
            throw JSONAnswer(refusing: rejection)
        }
        try CredentialCheck(log: self.log).check(request)
        if self.verifier.policy.binding != nil { self.log.writeTokenBinding(verdict) }
        if case .refused(let rejection, _) = verdict { throw JSONAnswer(refusing: rejection) }
        var context = context
        context.attestation = verdict.attestation
        return try await next(request, context)
    }
}
