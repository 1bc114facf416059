/// Which channel serves a topic.
///
/// ```swift
/// ChannelRoute("room:*") { (user: User) in RoomChannel(user: user) }
/// ```
public struct ChannelRoute<Connection: Sendable>: Sendable {
    let pattern: TopicPattern
    let makeChannel: @Sendable (Connection) -> any PhoenixChannel

    /// Makes a route.
    ///
    /// - Parameters:
    ///   - pattern: A topic, or with a `*` at the end, the beginning of topics.
    ///   - makeChannel: Makes a channel for a client that wants to join, with what connecting found out about it.
    public init(_ pattern: String, makeChannel: @escaping @Sendable (Connection) -> any PhoenixChannel) {
        self.pattern = TopicPattern(pattern)
        self.makeChannel = makeChannel
    }
}
