import Approov
import ApproovHummingbird
import ExampleServer
import Hummingbird

/// Lets through the requests of genuine apps, in the original's words: 400 for something missing, 401 for something wrong.
///
/// `ApproovMiddleware` does this in one line; here every step leaves the original's line in the log. Their order decides what
/// a client is told when several things are wrong: the token, then whether there is a credential at all, whatever the
/// settings, then the binding of one to the other.
struct TokenCheck: RouterMiddleware {
    private let verifier: ApproovVerifier
    private let log: ShapesLog
    private let credentialCheck: CredentialCheck?
    private let report: @Sendable (Verdict) -> Void

    /// Makes a check.
    ///
    /// - Parameters:
    ///   - verifier: Who decides.
    ///   - log: Where the steps are logged.
    ///   - needsCredential: Whether there must be a credential, to which the token may be bound.
    ///   - report: Is told each verdict.
    init(
        _ verifier: ApproovVerifier,
        log: ShapesLog,
        needsCredential: Bool,
        report: @escaping @Sendable (Verdict) -> Void
    ) {
        self.verifier = verifier
        self.log = log
        self.report = report
        self.credentialCheck = needsCredential ? CredentialCheck(log: log) : nil
    }

    func handle(
        _ request: Request,
        context: BasicApproovRequestContext,
        next: @concurrent (Request, BasicApproovRequestContext) async throws -> Response
    ) async throws -> Response {
        let verdict = await self.verifier.assess(RequestEvidence(request.head), replays: nil)
        self.report(verdict)
        self.log.writeToken(verdict)
        if case .refused(let rejection, _) = verdict, rejection.check == .token { throw Self.answer(to: rejection) }
        try self.credentialCheck?.check(request)
        if self.verifier.policy.binding != nil { self.log.writeTokenBinding(verdict) }
        if case .refused(let rejection, _) = verdict { throw Self.answer(to: rejection) }
        var context = context
        context.attestation = verdict.attestation
        return try await next(request, context)
    }

    private static func answer(to rejection: Rejection) -> JSONAnswer {
        JSONAnswer(RefusalResponse.missing400Wrong401.error(for: rejection).status)
    }
}
