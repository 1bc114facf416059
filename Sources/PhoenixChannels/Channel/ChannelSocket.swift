/// A client's end of a channel: how a channel reaches this client, and everybody else on the topic.
///
/// It can be kept; once the channel has come to its end, nothing more goes through it.
public struct ChannelSocket: Sendable {
    /// The topic.
    public let topic: String

    /// The socket of which this channel is one of several.
    public let handle: SocketHandle

    private let client: any ChannelClient
    private let pubSub: any PubSub

    init(client: any ChannelClient, handle: SocketHandle, pubSub: any PubSub) {
        self.topic = client.topic
        self.handle = handle
        self.client = client
        self.pubSub = pubSub
    }

    /// Sends an event to this client.
    ///
    /// - Throws: ``MessageError/eventTooLong``.
    public func push(_ event: String, _ payload: Payload) async throws {
        try MessageError.check(event)
        await self.client.push(event, payload)
    }

    /// Sends an event to every client on the topic, this one included.
    ///
    /// - Throws: ``MessageError/eventTooLong``, or what the pub/sub throws.
    public func broadcast(_ event: String, _ payload: Payload) async throws {
        try await self.pubSub.publish(Broadcast(topic: self.topic, event: event, payload: payload))
    }

    /// Sends an event to every client on the topic but this one.
    ///
    /// - Throws: ``MessageError/eventTooLong``, or what the pub/sub throws.
    public func broadcastFrom(_ event: String, _ payload: Payload) async throws {
        try await self.pubSub.publish(
            Broadcast(topic: self.topic, event: event, payload: payload, excluding: ObjectIdentifier(self.client))
        )
    }
}
