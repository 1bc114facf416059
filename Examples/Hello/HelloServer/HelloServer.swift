public import Approov
public import ApproovHummingbird
public import ExampleServer
public import Hummingbird
public import Logging

/// The server that says "Hello, World!" to those it knows.
public enum HelloServer {
    /// Builds the responder as the settings say.
    ///
    /// - Throws: ``StartUpFault`` if the settings make no sense.
    public static func responder(
        protection: Protection,
        settings: Settings,
        logger: Logger
    ) throws(StartUpFault) -> some HTTPResponder<BasicApproovRequestContext> {
        self.responder(verifier: try self.verifier(protection, settings), logger: logger)
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

    private static func verifier(
        _ protection: Protection,
        _ settings: Settings
    ) throws(StartUpFault) -> ApproovVerifier? {
        let requirement = try settings.bindingRequirement(default: .required)
        guard protection != .unprotected else { return nil }
        var policy = VerificationPolicy.standard
        if protection == .tokenBinding {
            policy.binding = requirement.map { TokenBinding(to: BoundField(.authorization), requirement: $0) }
        }
        return ApproovVerifier(keys: KeyRing(try settings.accountKey()), policy: policy)
    }
}
