/// A client on a topic, as its channel reaches it.
protocol ChannelClient: BroadcastSubscriber {
    var topic: String { get }

    /// Whether it is still there.
    var isCurrent: Bool { get }

    /// Sends it an event.
    func push(_ event: String, _ payload: Payload) async
}
