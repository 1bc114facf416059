/// What happens on a topic for one client: made when it joins, gone when it leaves.
///
/// ```swift
/// struct EchoChannel: PhoenixChannel {
///     func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
///         guard event == "echo" else { throw ChannelRefusal(reason: "unknown event") }
///         try await socket.broadcast("echo", payload)
///         return .none
///     }
/// }
/// ```
///
/// For one client and one topic, one function runs at a time, in the order in which the client's messages came; other topics,
/// other clients, and heartbeats do not wait. A channel that keeps state between its messages is best an actor.
///
/// The functions run where the socket lives, an event loop for instance: do not block there, and hand long computations to
/// somebody else.
public protocol PhoenixChannel: Sendable {
    /// The outgoing events that pass through ``intercept(_:payload:socket:)`` before this client gets them.
    ///
    /// It is read once, when the client has joined. By default there are none, and broadcasts are encoded once for all.
    var interceptedEvents: Set<String> { get }

    /// Lets the client join, or throws.
    ///
    /// - Parameters:
    ///   - topic: The topic, which the route's pattern matches.
    ///   - payload: What the client sent with `phx_join`.
    ///   - socket: The client's end of the channel. It gets broadcasts once this function has returned.
    /// - Returns: The response of the `ok` reply; by default, an empty object.
    /// - Throws: A ``ChannelRefusal``, or an error of which the client learns only that joining failed.
    func join(_ topic: String, payload: Payload, socket: ChannelSocket) async throws -> Payload

    /// Answers an event.
    ///
    /// - Parameters:
    ///   - event: The event, such as `shout`. It may be anything.
    ///   - payload: What the client sent with it. It may be anything.
    ///   - socket: The client's end of the channel.
    /// - Returns: The answer, if any.
    /// - Throws: A ``ChannelRefusal``, which becomes an `error` reply, or an error that ends the channel with `phx_error`; the
    ///   client may join again.
    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply

    /// Changes a broadcast of one of the ``interceptedEvents`` for this client, or withholds it.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - payload: What everybody gets.
    ///   - socket: The client's end of the channel.
    /// - Returns: What this client gets, or nothing.
    /// - Throws: An error that ends the channel.
    func intercept(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Payload?

    /// Is called once, when a channel that was joined comes to its end; nothing is sent to the client after that.
    func terminate(_ ending: ChannelEnding, socket: ChannelSocket) async
}

extension PhoenixChannel {
    /// None.
    public var interceptedEvents: Set<String> { [] }

    /// Lets everybody join.
    public func join(_ topic: String, payload: Payload, socket: ChannelSocket) async throws -> Payload { .empty }

    /// Changes nothing.
    public func intercept(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Payload? { payload }

    /// Does nothing.
    public func terminate(_ ending: ChannelEnding, socket: ChannelSocket) async {}
}
