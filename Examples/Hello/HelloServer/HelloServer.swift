public import Approov
public import ApproovHummingbird
public import ApproovSettings
public import ExampleServer
public import Hummingbird
public import Logging

/// The server that says "Hello, World!" to those it knows.
public enum HelloServer {
    /// Builds the server as the settings say.
    ///
    /// - Throws: `StartUpFault` if the settings make no sense.
    public static func parts(
        protection: Protection,
        settings: Settings,
        logger: Logger
    ) throws(StartUpFault) -> ServerParts<some HTTPResponder<BasicApproovRequestContext>> {
        let policy = try self.policy(protection, settings)
        guard protection != .unprotected else { return ServerParts(self.responder(verifier: nil, logger: logger)) }
        let keys = try ServerKeys(settings, logger: logger)
        let verifier = ApproovVerifier(keys: keys.store, policy: policy)
        return ServerParts(self.responder(verifier: verifier, logger: logger), refreshers: keys.refreshers)
    }

    /// Builds the responder.
    ///
    /// - Parameters:
    ///   - verifier: Who decides on requests, or `nil` to serve everybody.
    ///   - logger: Where refusals are logged.
    /// - Returns: The responder of the application.
    public static func responder(
        verifier: ApproovVerifier?,
        logger: Logger
    ) -> some HTTPResponder<BasicApproovRequestContext> {
        let router = Router(context: BasicApproovRequestContext.self, options: .autoGenerateHeadEndpoints)
        if let verifier {
            // Before everything else: who has no token does not learn which paths there are.
            router.add(
                middleware: ApproovMiddleware(verifier: verifier) { rejection in
                    HelloLog.write(rejection, to: logger)
                    return JSONAnswer(.unauthorized)
                }
            )
        }
        router.add(middleware: ExactPaths(["/"]))
        router.get("/") { _, _ in JSONAnswer("message", "Hello, World!") }
        return router.buildResponder()
    }

    private static func policy(
        _ protection: Protection,
        _ settings: Settings
    ) throws(StartUpFault) -> VerificationPolicy {
        let requirement = try settings.bindingRequirement(default: .required)
        var policy = VerificationPolicy.standard
        if protection == .tokenBinding {
            policy.binding = requirement.map { TokenBinding(to: BoundField(.authorization), requirement: $0) }
        }
        return policy
    }
}
