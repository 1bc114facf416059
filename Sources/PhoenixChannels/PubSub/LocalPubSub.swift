import Synchronization

/// Broadcasts within a process, each encoded once for each version of the protocol.
public final class LocalPubSub: PubSub {
    /// Subscribers of one topic that get the same frame in the same lane.
    private struct Stop {
        let lane: any DeliveryLane
        let version: ProtocolVersion
        var subscribers: [ObjectIdentifier: any BroadcastSubscriber] = [:]

        struct Key: Hashable {
            let lane: ObjectIdentifier
            let version: ProtocolVersion

            init(_ subscriber: any BroadcastSubscriber) {
                self.lane = ObjectIdentifier(subscriber.lane)
                self.version = subscriber.version
            }
        }
    }

    private let topics = Mutex<[TopicKey: [Stop.Key: Stop]]>([:])

    /// Makes one without subscribers.
    public init() {}

    /// The number of topics that somebody has subscribed to.
    public var topicCount: Int { self.topics.withLock { $0.count } }

    /// Begins to deliver a topic's broadcasts.
    public func subscribe(_ subscriber: any BroadcastSubscriber, to topic: String) {
        let topic = TopicKey(topic)
        let key = Stop.Key(subscriber)
        let stop = Stop(lane: subscriber.lane, version: subscriber.version)
        self.topics.withLock {
            $0[topic, default: [:]][key, default: stop].subscribers[ObjectIdentifier(subscriber)] = subscriber
        }
    }

    /// Stops delivering a topic's broadcasts.
    public func unsubscribe(_ subscriber: any BroadcastSubscriber, from topic: String) {
        let topic = TopicKey(topic)
        let key = Stop.Key(subscriber)
        self.topics.withLock {
            $0[topic]?[key]?.subscribers[ObjectIdentifier(subscriber)] = nil
            if $0[topic]?[key]?.subscribers.isEmpty == true { $0[topic]?[key] = nil }
            if $0[topic]?.isEmpty == true { $0[topic] = nil }
        }
    }

    /// Sends a broadcast.
    public func publish(_ broadcast: Broadcast) async {
        guard let stops = self.topics.withLock({ $0[TopicKey(broadcast.topic)] }) else { return }
        let message = ServerMessage.broadcast(topic: broadcast.topic, event: broadcast.event, broadcast.payload)
        var frames: [ProtocolVersion: WireFrame] = [:]
        for stop in stops.values {
            guard let frame = frames[stop.version] ?? stop.version.encode(message) else { continue }
            frames[stop.version] = frame
            stop.lane.execute {
                for (id, subscriber) in stop.subscribers where id != broadcast.excluded {
                    subscriber.deliver(broadcast, frame)
                }
            }
        }
    }
}
