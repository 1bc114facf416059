import Synchronization

/// Broadcasts within a process, each encoded once for each version of the protocol.
public final class LocalPubSub: PubSub {
    /// The subscribers of one topic in one lane.
    private struct Stop {
        let lane: any DeliveryLane
        var subscribers: [ObjectIdentifier: any BroadcastSubscriber]
    }

    private let topics = Mutex<[TopicKey: [ObjectIdentifier: Stop]]>([:])

    /// Makes one without subscribers.
    public init() {}

    /// The number of topics that somebody has subscribed to.
    public var topicCount: Int { self.topics.withLock { $0.count } }

    /// Begins to deliver a topic's broadcasts.
    public func subscribe(_ subscriber: any BroadcastSubscriber, to topic: String) {
        let lane = subscriber.lane
        let topic = TopicKey(topic)
        self.topics.withLock {
            $0[topic, default: [:]][ObjectIdentifier(lane), default: Stop(lane: lane, subscribers: [:])]
                .subscribers[ObjectIdentifier(subscriber)] = subscriber
        }
    }

    /// Stops delivering a topic's broadcasts.
    public func unsubscribe(_ subscriber: any BroadcastSubscriber, from topic: String) {
        let lane = ObjectIdentifier(subscriber.lane)
        let topic = TopicKey(topic)
        self.topics.withLock {
            $0[topic]?[lane]?.subscribers[ObjectIdentifier(subscriber)] = nil
            if $0[topic]?[lane]?.subscribers.isEmpty == true { $0[topic]?[lane] = nil }
            if $0[topic]?.isEmpty == true { $0[topic] = nil }
        }
    }

    /// Sends a broadcast.
    public func publish(_ broadcast: Broadcast) {
        guard let stops = self.topics.withLock({ $0[TopicKey(broadcast.topic)] }) else { return }
        let message = ServerMessage.broadcast(topic: broadcast.topic, event: broadcast.event, broadcast.payload)
        let v1 = ProtocolVersion.v1.encode(message)
        let v2 = ProtocolVersion.v2.encode(message)
        for stop in stops.values {
            stop.lane.execute {
                for subscriber in stop.subscribers.values where subscriber !== broadcast.excluded {
                    guard let frame = subscriber.version == .v1 ? v1 : v2 else { continue }
                    subscriber.deliver(broadcast, frame)
                }
            }
        }
    }
}
