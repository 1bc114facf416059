public import Approov
public import ApproovHummingbird
public import ApproovSettings
public import ExampleServer
import HTTPTypes
public import Hummingbird
public import Logging

/// The server that says "Hello, World!" to those it knows.
public enum HelloServer {
    /// Builds the server as the settings say.
    ///
    /// - Throws: `StartUpFault` if the settings make no sense.
    public static func parts(
        protection: HelloProtection,
        settings: Settings,
        logger: Logger
    ) throws(StartUpFault) -> ServerParts<some HTTPResponder<BasicApproovRequestContext>> {
        let policy = try self.policy(protection, settings)
        let document = try OpenAPIDocument.hello(protection == .unprotected ? nil : policy)
        guard protection != .unprotected else {
            return ServerParts(self.responder(verifier: nil, document: document, logger: logger))
        }
        let keys = try ServerKeys(settings, logger: logger)
        let verifier = ApproovVerifier(keys: keys.store, policy: policy)
        let replays = protection == .messageSigning ? try settings.replayGuard() : nil
        return ServerParts(
            self.responder(verifier: verifier, replays: replays, document: document, logger: logger),
            keys: keys
        )
    }

    /// Builds the responder.
    ///
    /// - Parameters:
    ///   - verifier: Who decides on requests, or `nil` to serve everybody.
    ///   - replays: Who lets each signed request through once, if anybody does.
    ///   - document: What API explorers get to read, if there is anything.
    ///   - logger: Where refusals are logged.
    /// - Returns: The responder of the application.
    public static func responder(
        verifier: ApproovVerifier?,
        replays: ReplayGuard? = nil,
        document: OpenAPIDocument? = nil,
        logger: Logger
    ) -> some HTTPResponder<BasicApproovRequestContext> {
        let router = Router(context: BasicApproovRequestContext.self, options: .autoGenerateHeadEndpoints)
        if let document { router.add(middleware: OpenAPIRoute(document: document)) }
        if let verifier {
            // Before everything else: who has no token does not learn which paths there are.
            router.add(
                middleware: ApproovMiddleware(verifier: verifier, replays: replays) { rejection in
                    HelloLog.write(rejection, to: logger)
                    return JSONAnswer(.unauthorized)
                }
            )
        }
        let isSigned = verifier?.policy.messageSigning != nil
        let methods: [HTTPRequest.Method] = isSigned ? [.post, .put] : []
        router.add(middleware: ExactPaths(["/"], answering: methods))
        for method in [.get] + methods {
            router.on("/", method: method) { request, _ in
                if isSigned {
                    // Reading to the end is what proves that the body is the one that was signed.
                    for try await _ in request.body {}
                }
                return JSONAnswer("message", "Hello, World!")
            }
        }
        return router.buildResponder()
    }

    private static func policy(
        _ protection: HelloProtection,
        _ settings: Settings
    ) throws(StartUpFault) -> VerificationPolicy {
        let requirement = try settings.bindingRequirement(default: .required)
        var policy = VerificationPolicy.standard
        if protection == .tokenBinding {
            policy.binding = requirement.map { TokenBinding(to: BoundField(.authorization), requirement: $0) }
        }
        if protection == .messageSigning { policy.messageSigning = try settings.messageSigning() }
        return policy
    }
}
