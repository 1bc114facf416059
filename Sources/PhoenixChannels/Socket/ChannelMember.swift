import Synchronization

/// One client on one topic, from joining to leaving.
final class ChannelMember: ChannelClient {
    let topic: String

    /// The join's `join_ref`, as the messages about the channel carry it.
    let joinRef: MessageRef

    /// The join's `join_ref`, or without one, its `ref`, as the messages of the channel carry it.
    let channelRef: MessageRef

    let channel: any PhoenixChannel
    let version: ProtocolVersion
    let lane: any DeliveryLane

    private let interceptedEvents: Set<String>
    private let transport: any SocketTransport
    private weak let home: (any ChannelHome)?

    /// Whether the client is on the topic now; changed by the session only.
    private let isPresent = Atomic(false)

    init(
        _ join: ClientMessage,
        _ channel: any PhoenixChannel,
        _ version: ProtocolVersion,
        _ transport: any SocketTransport,
        home: any ChannelHome
    ) {
        self.topic = join.topic
        self.joinRef = join.joinRef
        self.channelRef = join.joinRef == .null ? join.ref : join.joinRef
        self.channel = channel
        self.version = version
        self.transport = transport
        self.lane = transport.lane
        self.interceptedEvents = channel.interceptedEvents
        self.home = home
    }

    var isCurrent: Bool {
        get { self.isPresent.load(ordering: .relaxed) }
        set { self.isPresent.store(newValue, ordering: .relaxed) }
    }

    /// Whether the channel wants to see a broadcast of this event.
    func intercepts(_ event: String) -> Bool { self.interceptedEvents.contains(event) }

    /// Whether a message is meant for another join of the same topic.
    func isStale(_ message: ClientMessage) -> Bool {
        !message.joinRef.isAbsent && message.joinRef != self.joinRef && message.joinRef != self.channelRef
    }

    func deliver(_ broadcast: Broadcast, _ frame: WireFrame) {
        guard self.isCurrent else { return }
        // All broadcasts wait for their turn once one of them may be changed, so that their order is kept.
        guard !self.interceptedEvents.isEmpty else { return self.transport.send(frame) }
        self.home?.queue(broadcast, for: self)
    }

    func push(_ event: String, _ payload: Payload) async {
        await self.home?.send(.push(joinRef: self.channelRef, topic: self.topic, event: event, payload), to: self)
    }
}
