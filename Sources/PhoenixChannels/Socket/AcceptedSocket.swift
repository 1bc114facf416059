/// A client that may connect, and what it will find.
public struct AcceptedSocket: Sendable {
    /// Returns a channel for a topic, if one of the routes serves it.
    let makeChannel: @Sendable (_ topic: String) -> (any PhoenixChannel)?

    /// Returns whether one of the routes serves a topic.
    let serves: @Sendable (_ topic: String) -> Bool

    let handle: SocketHandle
    let pubSub: any PubSub
    let limits: SocketLimits
    let observer: (any SocketObserver)?
}
