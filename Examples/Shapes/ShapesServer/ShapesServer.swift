public import Approov
public import ApproovHummingbird
public import ApproovSettings
public import ExampleServer
public import Hummingbird
public import Logging
import Playground

/// The Shapes API: a shape for everybody, for genuine apps, or for genuine apps with a signed-in user.
public enum ShapesServer {
    /// Builds the server of the protected API as the settings say.
    ///
    /// - Throws: `StartUpFault` if the settings make no sense.
    public static func parts(
        settings: Settings,
        logger: Logger
    ) throws(StartUpFault) -> ServerParts<some HTTPResponder<BasicApproovRequestContext>> {
        let options = try ShapesOptions(settings)
        let keys = try ServerKeys(settings, logger: logger)
        let verifier = ApproovVerifier(keys: keys.store)
        return ServerParts(
            self.responder(verifier: verifier, options: options, document: try .shapes(), logger: logger),
            keys: keys
        )
    }

    /// Builds the server of the protected API with a playground in front of it.
    ///
    /// - Throws: `StartUpFault` if the settings make no sense, or are not those of a machine on which one may play.
    public static func playground(
        settings: Settings,
        logger: Logger
    ) throws(StartUpFault) -> ServerParts<some HTTPResponder<BasicApproovRequestContext>> {
        let terms = try PlaygroundTerms(settings)
        let options = try ShapesOptions(settings)
        let keys = try ServerKeys(settings, logger: logger)
        let verifier = ApproovVerifier(keys: keys.store)
        let port = ListeningPort()
        let playground = PlaygroundResponder(
            self.responder(
                verifier: verifier,
                options: options,
                document: try .shapes(),
                logger: logger,
                report: VerdictRecorder.record
            ),
            verifier: verifier,
            routes: PlaygroundRoutes(shapes: options.tokenPolicy, forms: options.tokenBindingPolicy),
            terms: terms,
            port: port
        )
        return ServerParts(playground, server: playground.server, keys: keys, listening: { port.found($0) })
    }

    /// Builds the server of the original API.
    ///
    /// - Throws: `StartUpFault` if it cannot be described.
    public static func originalParts(
        logger: Logger
    ) throws(StartUpFault) -> ServerParts<some HTTPResponder<BasicApproovRequestContext>> {
        ServerParts(self.originalResponder(document: try .originalShapes(), logger: logger))
    }

    /// Builds the protected API.
    ///
    /// - Parameters:
    ///   - verifier: Who decides on requests; its policy is replaced by that of each route.
    ///   - options: What follows from bad tokens.
    ///   - document: What API explorers get to read, if there is anything.
    ///   - logger: Where requests are logged.
    ///   - report: Is told each verdict.
    /// - Returns: The responder of the application.
    public static func responder(
        verifier: ApproovVerifier,
        options: ShapesOptions,
        document: OpenAPIDocument? = nil,
        logger: Logger,
        report: @escaping @Sendable (Verdict) -> Void = { _ in }
    ) -> some HTTPResponder<BasicApproovRequestContext> {
        let log = ShapesLog(logger, isEnabled: options.isLoggingEnabled)
        let router = self.router(paths: ["/v2/hello", "/v2/shapes", "/v2/forms"], document: document, log: log)
        router.get("/v2/hello") { _, _ in JSONAnswer("text", "Hello, World!") }
        router.group("/v2/shapes")
            .add(
                middleware: TokenCheck(
                    verifier.applying(options.tokenPolicy),
                    log: log,
                    needsCredential: false,
                    report: report
                )
            )
            .get { _, _ in Shape.random }
        router.group("/v2/forms")
            .add(
                middleware: TokenCheck(
                    verifier.applying(options.tokenBindingPolicy),
                    log: log,
                    needsCredential: true,
                    report: report
                )
            )
            .get { _, _ in Form.random }
        return DecodedPaths(router.buildResponder())
    }

    /// Builds the original API, which protects nothing.
    ///
    /// - Parameters:
    ///   - document: What API explorers get to read, if there is anything.
    ///   - logger: Where requests without credential are logged.
    /// - Returns: The responder of the application.
    public static func originalResponder(
        document: OpenAPIDocument? = nil,
        logger: Logger
    ) -> some HTTPResponder<BasicApproovRequestContext> {
        let log = ShapesLog(logger, isEnabled: true)
        return DecodedPaths(self.router(paths: [], document: document, log: log).buildResponder())
    }

    /// Makes the router with the routes that both APIs have.
    private static func router(
        paths: Set<String>,
        document: OpenAPIDocument?,
        log: ShapesLog
    ) -> Router<BasicApproovRequestContext> {
        let router = Router(context: BasicApproovRequestContext.self, options: .autoGenerateHeadEndpoints)
        var paths = paths.union(["/", "/v1/hello", "/v1/shapes", "/v1/forms"])
        if document != nil { paths.insert(OpenAPIDocument.path) }
        router.add(middleware: ExactPaths(paths))
        if let document { router.get(RouterPath(OpenAPIDocument.path)) { _, _ in document } }
        router.get("/") { _, _ in HomePage() }
        router.get("/v1/hello") { _, _ in JSONAnswer("text", "Hello, World!") }
        router.get("/v1/shapes") { _, _ in Shape.random }
        router.group("/v1/forms")
            .add(middleware: CredentialCheck(log: log))
            .get { _, _ in Form.random }
        return router
    }
}
