import Approov
import Hummingbird
import Logging

/// The routes that apps call.
///
/// None of them asks for a login token. The list of users is there only with token binding, as the example of a route whose
/// tokens must be bound to a credential.
struct APIRoutes {
    let verifier: ApproovVerifier?
    let accounts: Accounts
    let logger: Logger
    let now: @Sendable () -> NumericDate

    func add(to router: Router<EchoRequestContext>) {
        let (accounts, now) = (self.accounts, self.now)
        let routes = self.group(of: router) { policy in policy.binding = nil }
        routes.get("/") { _, _ in EchoAnswer("message", "Hello, World!") }
        routes.post("/auth/register") { _, context in
            let userID = try await Self.answer(context) { try await accounts.register($0) }
            return userID.map { EchoAnswer("id", $0) } ?? EchoAnswer("error", "Failed to create user")
        }
        routes.post("/auth/login") { _, context in
            let token = try await Self.answer(context) { try await accounts.logIn($0, at: now()) }
            return token.map { EchoAnswer("token", $0) } ?? EchoAnswer("error", "Failed to authenticate user")
        }
        if self.verifier?.policy.binding != nil {
            self.group(of: router) { _ in }.get("/users") { _, _ in EchoAnswer("users", ids: try accounts.store.ids()) }
        }
    }

    private func group(
        of router: Router<EchoRequestContext>,
        adapting adapt: (inout VerificationPolicy) -> Void
    ) -> RouterGroup<EchoRequestContext> {
        let group = router.group().add(middleware: JSONAcceptance())
        guard let verifier = self.verifier else { return group }
        var policy = verifier.policy
        adapt(&policy)
        return group.add(middleware: TokenCheck(verifier: verifier.applying(policy), logger: self.logger))
    }

    /// Returns what becomes of the credentials of a request.
    private static func answer(
        _ context: EchoRequestContext,
        _ use: (Credentials) async throws -> String?
    ) async throws -> String? {
        let fields = context.fields
        guard let credentials = Credentials(username: fields[.username], password: fields[.password]) else {
            throw EchoAnswer.unprocessable
        }
        do {
            return try await use(credentials)
        } catch is BoundedWork.Full {
            throw EchoAnswer.tooManyRequests
        }
    }
}
