#if Hummingbird

public import Approov
public import Hummingbird

/// Lets only the requests of genuine apps through to the routes behind it.
///
/// ```swift
/// router.group("v1")
///     .add(middleware: ApproovMiddleware(verifier: verifier))
///     .get("shapes") { _, _ in "square" }
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
///
/// If the app has signed a digest of the request's body, the body is compared with it while the handler reads it. A handler that has
/// got the whole body has got the one that the app has signed: the last piece is held back until that is known. Otherwise reading
/// ends with the error that answers a refused request, which becomes the response, also if the handler passes over it. A handler
/// that acts on a body before it has got the last piece acts on what nobody has verified, and a body that nobody reads is not
/// looked at.
public struct ApproovMiddleware<Context: ApproovRequestContext>: RouterMiddleware {
    private let verifier: ApproovVerifier
    private let allowed: Set<Rejection.Code>
    private let preflights: PreflightRule
    private let replays: ReplayGuard?
    private let refuse: @Sendable (Rejection) -> any HTTPResponseError

    /// Makes a check that answers refused requests in one of the ready-made ways.
    ///
    /// - Parameters:
    ///   - verifier: Who decides.
    ///   - allowing: The reasons for which a request passes all the same, without an attestation. With `.missingToken`, the
    ///     public is served too, and a bad token is still refused.
    ///   - replays: Who lets each signed request through once, or `nil` to let it through again.
    ///   - preflights: What to do with CORS preflights.
    ///   - refusals: How a refused request is answered.
    ///   - context: The type of the context, where it cannot be inferred.
    public init(
        verifier: ApproovVerifier,
        allowing: Set<Rejection.Code> = [],
        replays: ReplayGuard? = nil,
        preflights: PreflightRule = .protect,
        refusals: RefusalResponse = .uniform401,
        context: Context.Type = Context.self
    ) {
        self.init(verifier: verifier, allowing: allowing, replays: replays, preflights: preflights) {
            refusals.error(for: $0)
        }
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
    ///   - replays: Who lets each signed request through once, or `nil` to let it through again.
    ///   - preflights: What to do with CORS preflights.
    ///   - context: The type of the context, where it cannot be inferred.
    ///   - refusal: Makes the error that answers a refused request.
    public init(
        verifier: ApproovVerifier,
        allowing: Set<Rejection.Code> = [],
        replays: ReplayGuard? = nil,
        preflights: PreflightRule = .protect,
        context: Context.Type = Context.self,
        refusal: @escaping @Sendable (Rejection) -> any HTTPResponseError
    ) {
        self.verifier = verifier
        self.allowed = allowing
        self.replays = replays
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
        switch await self.verifier.assess(self.evidence(of: request, context), replays: self.replays) {
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
            guard let verification = context.attestation?.bodyVerification else {
                return try await next(request, context)
            }
            return try await self.handle(request, context, verification, next: next)
        }
    }

    /// Copies of the request only what the policy looks at.
    private func evidence(of request: Request, _ context: Context) -> RequestEvidence {
        guard let signing = self.verifier.policy.messageSigning else {
            return RequestEvidence(fields: request.headers, authority: request.head.authority)
        }
        guard case .forwarded = signing.origin else { return RequestEvidence(request.head) }
        let address = (context as? any RemoteAddressRequestContext)?.remoteAddress?.ipAddress
        return RequestEvidence(request.head, peerAddress: address)
    }

    /// Hands on a request whose body is being verified.
    private func handle(
        _ request: Request,
        _ context: Context,
        _ verification: BodyVerification,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let fault = VerifiedBody.Fault()
        var request = request
        let body = VerifiedBody(
            body: request.body,
            verification: verification,
            fault: fault,
            allowed: self.allowed,
            refuse: self.refuse
        )
        request.body = RequestBody(asyncSequence: body)
        if request.isWithoutBody { request.body = RequestBody(buffer: try await request.body.collect(upTo: 0)) }
        do {
            let response = try await next(request, context)
            if let error = fault.found { throw error }
            return response
        } catch {
            throw fault.found ?? error
        }
    }
}

extension Request {
    /// Whether there is no body that a handler could be expected to read.
    ///
    /// A request over HTTP/2 may have one without announcing it.
    fileprivate var isWithoutBody: Bool {
        guard !self.head.announcesBody else { return false }
        return self.headers.contains(.contentLength) || self.method == .get || self.method == .head
    }
}

#endif
