public import Approov
public import ApproovHummingbird
import ExampleServer
import HTTPTypes
public import Hummingbird
public import HummingbirdCore
import PhoenixChannelsHummingbird

/// An API with a playground in front of it: a page to press buttons on, a channel to talk on, and a route for signed orders.
///
/// Everything else is answered by the API as it is without. The playground mints tokens for whoever asks; so it answers nobody but
/// the browser on this machine, under this machine's own names, and only so often.
public struct PlaygroundResponder<Base: HTTPResponder<BasicApproovRequestContext>>: HTTPResponder {
    /// Reads requests, and serves the channel.
    public let server: HTTPServerBuilder

    private let api: PlaygroundAPI<Base>
    private let pages: RouterResponder<BasicApproovRequestContext>
    private let origin: LocalOrigin
    private let budget: RequestBudget

    /// Puts a playground in front of an API.
    ///
    /// - Parameters:
    ///   - base: The API.
    ///   - verifier: Who decides on requests to it.
    ///   - routes: What its routes ask for.
    ///   - terms: The terms, which the settings fulfil.
    ///   - port: Where the server listens.
    public init(
        _ base: Base,
        verifier: ApproovVerifier,
        routes: PlaygroundRoutes,
        terms: PlaygroundTerms,
        port: ListeningPort
    ) {
        let start = ContinuousClock.now
        self.init(base, verifier, routes, terms, port, budget: RequestBudget { start.duration(to: .now) })
    }

    package init(
        _ base: Base,
        _ verifier: ApproovVerifier,
        _ routes: PlaygroundRoutes,
        _ terms: PlaygroundTerms,
        _ port: ListeningPort,
        budget: RequestBudget
    ) {
        let refusals = SocketRefusals()
        self.origin = LocalOrigin(port: port)
        self.budget = budget
        self.api = PlaygroundAPI(base: base, orders: OrdersRoute(verifier: verifier, policy: routes.orders))
        let player = SituationPlayer(api: self.api, routes: routes, secret: terms.secret, now: { .now })
        self.pages = PlaygroundPages(player: player, refusals: refusals).responder()
        self.server = .phoenix(
            PlaygroundSocket(
                verifier: verifier.applying(.standard),
                origin: self.origin,
                budget: budget,
                refusals: refusals
            )
            .endpoint()
        )
    }

    /// Answers what is the playground's, to whom it may, and hands on the rest.
    @concurrent
    public func respond(to request: Request, context: BasicApproovRequestContext) async throws -> Response {
        let path = request.uri.path
        guard path == "/" || path.hasPrefix("/playground/") else {
            return try await self.api.base.respond(to: request, context: context)
        }
        let isPage = PlaygroundPages<PlaygroundAPI<Base>>.pages.contains(path)
        guard self.origin.allows(request.head) else {
            return PageRefusal.otherSite.response(to: request, isPage: isPage, context: context)
        }
        guard PlaygroundFiles.answers[path] != nil || self.budget.spend() else {
            return PageRefusal.tooManyRequests.response(to: request, isPage: isPage, context: context)
        }
        guard path != PlaygroundRoutes.orders else {
            return try await self.api.respond(to: request, context: context)
        }
        return try await self.pages.respond(to: request, context: context)
    }
}
