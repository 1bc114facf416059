/// A message to a client.
package enum ServerMessage: Sendable {
    /// An answer to a message.
    case reply(joinRef: MessageRef, ref: MessageRef, topic: String, ReplyStatus, Payload)

    /// An event for one client.
    case push(joinRef: MessageRef, topic: String, event: String, Payload)

    /// An event for every client that has joined the topic.
    case broadcast(topic: String, event: String, Payload)

    /// The end of a channel: the client left, joined anew, or a handler failed.
    case end(joinRef: MessageRef, topic: String, ChannelEnd)

    /// How a channel ends, as its event says.
    package enum ChannelEnd: String, Sendable {
        case closed = "phx_close"
        case crashed = "phx_error"
    }
}
