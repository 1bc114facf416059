#if Hummingbird

public import Approov
public import Hummingbird

/// Lets only the requests of genuine apps through to the routes behind it.
///
/// ```swift
/// router.group("v1")
///     .add(middleware: ApproovMiddleware(verifier: verifier))
///     .get("shapes") { _, context in … }
/// ```
///
/// Add it **before** the routes: Hummingbird gives a route the middleware that there is when the route is added, so those
/// added earlier are not guarded. On a router it also guards paths that do not exist, on a group the routes of the group.
///
/// Put what observes (metrics, tracing, logging) before it and what identifies users behind it. For another policy in another
/// group use ``/Approov/ApproovVerifier/applying(_:)``.
///
/// The handler finds the result in the context, and anything it calls in `Attestation.current`. A response body that is
/// produced after the handler has returned no longer sees the latter.
public struct ApproovMiddleware<Context: ApproovRequestContext>: RouterMiddleware {
    private let verifier: ApproovVerifier
    private let allowed: Set<Rejection.Code>
    private let preflights: PreflightRule
    private let refuse: @Sendable (Rejection) -> any HTTPResponseError

    /// Makes a check that answers refused requests in one of the ready-made ways.
    ///
    /// - Parameters:
    ///   - verifier: Who decides.
    ///   - allowing: The reasons for which a request passes all the same, without an attestation. With `.missingToken`, the
    ///     public is served too, and a bad token is still refused.
    ///   - preflights: What to do with CORS preflights.
    ///   - refusals: How a refused request is answered.
    ///   - context: The type of the context, where it cannot be inferred.
    public init(
        verifier: ApproovVerifier,
        allowing: Set<Rejection.Code> = [],
        preflights: PreflightRule = .protect,
        refusals: RefusalResponse = .uniform401,
        context: Context.Type = Context.self
    ) {
        self.init(verifier: verifier, allowing: allowing, preflights: preflights) { refusals.error(for: $0) }
    }

    /// Makes a check that answers refused requests your way.
    ///
    /// ```swift
    /// ApproovMiddleware(verifier: verifier) { rejection in
    ///     rejection.code == .bindingMismatch ? HTTPError(.forbidden) : HTTPError(.unauthorized)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - verifier: Who decides.
    ///   - allowing: The reasons for which a request passes all the same, without an attestation.
    ///   - preflights: What to do with CORS preflights.
    ///   - context: The type of the context, where it cannot be inferred.
    ///   - refusal: Makes the error that answers a refused request.
    public init(
        verifier: ApproovVerifier,
        allowing: Set<Rejection.Code> = [],
        preflights: PreflightRule = .protect,
        context: Context.Type = Context.self,
        refusal: @escaping @Sendable (Rejection) -> any HTTPResponseError
    ) {
        self.verifier = verifier
        self.allowed = allowing
        self.preflights = preflights
        self.refuse = refusal
    }

    /// Checks a request and hands it on, or refuses it.
    public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard !self.preflights.exempts(request) else { return try await next(request, context) }
        var context = context
        switch await self.verifier.assessAwaitingKeys(RequestEvidence(request.head)) {
        case .attested(let attestation):
            context.attestation = attestation
        case .observed(let rejections, let attestation):
            context.attestation = attestation
            context.passedRejections += rejections
        case .refused(let rejection, let observed):
            guard self.allowed.contains(rejection.code) else { throw self.refuse(rejection) }
            context.attestation = nil
            context.passedRejections += observed + [rejection]
        }
        return try await Attestation.$current.withValue(context.attestation) {
            try await next(request, context)
        }
    }
}

#endif
