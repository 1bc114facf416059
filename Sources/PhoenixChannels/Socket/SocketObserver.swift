/// Sees what happens on sockets, to count it.
///
/// It is called in the middle of things: it must be quick, and it learns no payloads.
public protocol SocketObserver: Sendable {
    /// A socket is open.
    func opened()

    /// A socket is closed.
    func closed()

    /// A client has joined a topic.
    func joined(_ topic: String)

    /// A client is no longer on a topic.
    func left(_ topic: String)

    /// A client has sent an event to a topic that it has joined.
    func received(_ event: String, on topic: String)
}
