/// What clients find when they connect: who may, and which channel serves which topic.
///
/// ```swift
/// let socket = PhoenixSocket { info, _ in
///     try users.user(for: info.parameters["token"])
/// } channels: {
///     ChannelRoute("room:*") { user in RoomChannel(user: user) }
/// }
/// ```
///
/// It knows no network. `PhoenixChannelsHummingbird` serves it over WebSockets.
public struct PhoenixSocket<Connection: Sendable>: Sendable {
    /// Where broadcasts go.
    ///
    /// Code outside of channels publishes here too.
    public let pubSub: any PubSub

    private let limits: SocketLimits
    private let observer: (any SocketObserver)?
    private let connect: @Sendable (ConnectInfo, SocketHandle) async throws -> Connection
    private let routes: [ChannelRoute<Connection>]

    /// Makes a description of what clients find.
    ///
    /// - Parameters:
    ///   - pubSub: Where broadcasts go.
    ///   - limits: How much one socket may ask for.
    ///   - observer: Who counts what happens.
    ///   - connect: Returns what the channels need to know of a client, or throws, and then the client is refused without a
    ///     reason. The handle closes the socket later on.
    ///   - channels: The routes; the first that matches a topic serves it.
    public init(
        pubSub: any PubSub = LocalPubSub(),
        limits: SocketLimits = SocketLimits(),
        observer: (any SocketObserver)? = nil,
        connect: @escaping @Sendable (ConnectInfo, SocketHandle) async throws -> Connection,
        @ChannelRouteBuilder<Connection> channels: () -> [ChannelRoute<Connection>]
    ) {
        self.pubSub = pubSub
        self.limits = limits
        self.observer = observer
        self.connect = connect
        self.routes = channels()
    }

    /// Asks whether a client may connect.
    ///
    /// - Throws: Whatever the closure throws that decides.
    public func accept(_ info: ConnectInfo) async throws -> AcceptedSocket {
        let handle = SocketHandle()
        let connection = try await self.connect(info, handle)
        let routes = self.routes
        return AcceptedSocket(
            makeChannel: { topic in routes.first { $0.pattern.matches(topic) }?.makeChannel(connection) },
            serves: { topic in routes.contains { $0.pattern.matches(topic) } },
            handle: handle,
            pubSub: self.pubSub,
            limits: self.limits,
            observer: self.observer
        )
    }
}
