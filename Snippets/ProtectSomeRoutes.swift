// Asks one thing of one group of routes, and another of the next.

// snippet.hide
#if Hummingbird
// snippet.show
import Approov
import ApproovHummingbird
import HTTPTypes
import Hummingbird

// snippet.context
struct User: Sendable {
    let name: String
}

struct AppContext: ApproovRequestContext {
    var coreContext: CoreRequestContextStorage
    var attestation: Attestation?  // which app
    var user: User?  // who

    init(source: Source) { self.coreContext = .init(source: source) }
}
// snippet.end

func addRoutes(to router: Router<AppContext>, verifier: ApproovVerifier) {
    // snippet.public
    // Visitors without an app are served too; whoever brings a bad token is not.
    router.group("feed")
        .add(middleware: ApproovMiddleware(verifier: verifier, allowing: [.missingToken]))
        .get { _, context in context.attestation == nil ? "The public feed" : "The whole feed" }
    // snippet.end

    // snippet.answers
    router.group("v1")
        .add(middleware: ApproovMiddleware(verifier: verifier, refusals: .missing400Wrong401))
        .get("shapes") { _, _ in "square" }

    router.group("v2")
        .add(
            middleware: ApproovMiddleware(verifier: verifier) { rejection in
                rejection.code == .bindingMismatch ? HTTPError(.forbidden) : HTTPError(.unauthorized)
            }
        )
        .get("shapes") { _, _ in "square" }
    // snippet.end

    // snippet.preflights
    router.group("web")
        .add(middleware: ApproovMiddleware(verifier: verifier, preflights: .exempt))
        .get("shapes") { _, _ in "square" }
    // snippet.end
}
// snippet.hide

#endif
