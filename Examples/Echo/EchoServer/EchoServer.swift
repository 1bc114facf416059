public import Approov
public import ApproovSettings
public import Dashboard
public import ExampleServer
import HTTPTypes
public import Hummingbird
public import HummingbirdCore
public import Logging
import PhoenixChannelsHummingbird

/// The server behind Approov's Echo apps: users register, log in and talk to each other over Phoenix channels.
public struct EchoServer: Sendable {
    /// Who decides on apps, with the binding in its policy if there is to be one; `nil` to serve everybody.
    let verifier: ApproovVerifier?

    /// Who decides on users.
    let authorization: UserAuthorization

    /// The keys, unless everybody is served.
    public let keys: ServerKeys?

    /// What a dashboard shows of this server.
    public static let contents = DashboardContents(
        checks: ["echo.users"],
        figures: [
            .init(id: "connections", name: "Open sockets", metric: "echo.sockets"),
            .init(id: "channels", name: "Joined channels", metric: "echo.channels"),
            .init(id: "events", name: "Events", metric: "echo.events"),
        ]
    )

    /// Serves the socket beside the requests.
    public let server: HTTPServerBuilder

    /// Answers requests.
    public let responder: DecodedPaths<RouterResponder<EchoRequestContext>>

    /// Builds the server as the settings say.
    ///
    /// - Parameters:
    ///   - protection: What a request must prove.
    ///   - settings: The environment.
    ///   - database: The file with the users, or `nil` to forget them when the server stops.
    ///   - logger: Where refusals are logged.
    /// - Throws: `StartUpFault` if the settings make no sense, or the file cannot be opened.
    public init(
        protection: Protection,
        settings: Settings,
        database: String?,
        logger: Logger
    ) throws(StartUpFault) {
        let options = try EchoOptions(settings)
        let keys =
            protection == .unprotected ? nil : try ServerKeys(settings, spelling: .base64URL, logger: logger)
        self.init(
            options: options,
            verifier: keys.map { ApproovVerifier(keys: $0.store, policy: Self.policy(protection)) },
            keys: keys,
            store: try UserStore(path: database),
            document: try .echo(protection),
            logger: logger
        )
    }

    /// Builds the server of its parts.
    init(
        options: EchoOptions,
        verifier: ApproovVerifier?,
        keys: ServerKeys? = nil,
        store: UserStore,
        work: BoundedWork = BoundedWork(),
        document: OpenAPIDocument? = nil,
        logger: Logger,
        now: @escaping @Sendable () -> NumericDate = { .now }
    ) {
        let tokens = LoginTokens(options.secrets)
        self.verifier = verifier
        self.keys = keys
        self.authorization = UserAuthorization(tokens: tokens, store: store, logger: logger)
        let router = Router(context: EchoRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestIDs())
        router.add(middleware: ErrorAnswers(logger: logger))
        router.add(middleware: RequestReading())
        let accounts = Accounts(secrets: options.secrets, store: store, tokens: tokens, work: work)
        APIRoutes(verifier: verifier, accounts: accounts, logger: logger, now: now).add(to: router)
        if let document { router.get(RouterPath(OpenAPIDocument.path)) { _, _ in document } }
        let socket = EchoSocket(
            verifier: verifier,
            authorization: self.authorization,
            metrics: EchoMetrics(),
            logger: logger
        )
        self.server = .phoenix(PhoenixEndpoint(socket.make(), origins: OriginPolicy(options.origins)))
        self.responder = DecodedPaths(router.buildResponder(), decodesSlashes: false)
    }

    /// The policy of a server that asks for so much.
    static func policy(_ protection: Protection) -> VerificationPolicy {
        var policy = VerificationPolicy.standard
        policy.tokenField = TokenField(name: .echoToken)
        if protection == .tokenBinding { policy.binding = TokenBinding(to: BoundField(.authorization)) }
        return policy
    }
}
