/// How much one socket may ask of the server.
public struct SocketLimits: Sendable, Hashable {
    /// How many topics a socket may have joined at once, 100 by default.
    ///
    /// Further joins are answered with an `error` reply.
    public var channels = 100

    /// How many messages may wait for their handlers, 64 by default.
    ///
    /// Beyond that, the server stops reading from the socket until half of them are done.
    public var waitingMessages = 64

    /// How many bytes may wait in messages for their handlers, 1 MiB by default.
    ///
    /// Beyond that, the server stops reading from the socket until half of them are done.
    public var waitingBytes = 1 << 20

    /// How many broadcasts may wait for a channel that intercepts them, 1,000 by default.
    ///
    /// Beyond that, the socket is closed.
    public var waitingBroadcasts = 1000

    /// Makes the limits that fit most servers.
    public init() {}
}
