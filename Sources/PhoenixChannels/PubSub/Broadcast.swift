/// An event for everybody on a topic.
public struct Broadcast: Sendable {
    /// The topic.
    public let topic: String

    /// The event.
    public let event: String

    /// What comes with it.
    public let payload: Payload

    /// The subscriber that does not get it: the sender, if it knows already.
    let excluded: ObjectIdentifier?

    /// Makes a broadcast.
    ///
    /// - Throws: ``MessageError/eventTooLong``.
    public init(topic: String, event: String, payload: Payload) throws(MessageError) {
        try self.init(topic: topic, event: event, payload: payload, excluding: nil)
    }

    init(
        topic: String,
        event: String,
        payload: Payload,
        excluding excluded: ObjectIdentifier?
    ) throws(MessageError) {
        try MessageError.check(event)
        self.topic = topic
        self.event = event
        self.payload = payload
        self.excluded = excluded
    }
}
