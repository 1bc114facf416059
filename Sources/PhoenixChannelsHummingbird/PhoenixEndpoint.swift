#if Hummingbird

public import PhoenixChannels

/// Where clients connect to a socket, and under which conditions.
///
/// ```swift
/// let endpoint = PhoenixEndpoint(socket, path: "/socket", origins: ["https://example.com"])
/// try await Application(router: router, server: .phoenix(endpoint)).runService()
/// ```
///
/// Clients connect to the path with `/websocket` behind it, as Phoenix has it. All other requests go to the router.
public struct PhoenixEndpoint: Sendable {
    /// How much time and memory a connection may take.
    public struct Limits: Sendable, Hashable {
        /// The largest message in bytes, 1 MiB by default; a larger one closes the socket with code 1009.
        public var messageBytes = 1 << 20

        /// How many messages may wait for a client that reads slowly, beyond what its connection holds; 1,000 by default.
        ///
        /// Past this, or past ``waitingBytes``, the socket is closed.
        public var waitingMessages = 1000

        /// How many bytes may wait for a client that reads slowly, beyond what its connection holds; 1 MiB by default.
        public var waitingBytes = 1 << 20

        /// After how long a time without a byte from the client the socket is closed with code 1000; 60 s by default.
        ///
        /// Clients send a heartbeat each 30 s or more often.
        public var idleTimeout = Duration.seconds(60)

        /// How long a client has to answer a close frame before the connection is cut, 2 s by default.
        public var closeTimeout = Duration.seconds(2)

        /// After how long a time a connection is closed that has not sent a complete request; 30 s by default.
        public var requestTimeout = Duration.seconds(30)

        /// Makes the limits that fit most servers.
        public init() {}
    }

    let path: [Substring]
    let origins: OriginPolicy
    let limits: Limits
    let accept: @Sendable (ConnectInfo) async throws -> AcceptedSocket
    let lanes = EventLoopLanes()

    /// Makes an endpoint.
    ///
    /// - Parameters:
    ///   - socket: What clients find.
    ///   - path: The path without `/websocket`.
    ///   - origins: Which websites may connect. Native apps say no origin, and may.
    ///   - limits: How much time and memory a connection may take.
    public init<Connection>(
        _ socket: PhoenixSocket<Connection>,
        path: String = "/socket",
        origins: OriginPolicy = .none,
        limits: Limits = Limits()
    ) {
        self.path = path.split(separator: "/") + ["websocket"]
        self.origins = origins
        self.limits = limits
        self.accept = { try await socket.accept($0) }
    }
}

#endif
