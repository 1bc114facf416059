import Synchronization
import Testing

@testable import PhoenixChannels

@Suite("Broadcasts")
struct LocalPubSubTests {
    /// A subscriber that keeps what it gets.
    private final class Listener: BroadcastSubscriber {
        let version: ProtocolVersion
        let lane: any DeliveryLane
        let frames = Mutex<[WireFrame]>([])

        init(_ version: ProtocolVersion, _ lane: any DeliveryLane) {
            self.version = version
            self.lane = lane
        }

        func deliver(_ broadcast: Broadcast, _ frame: WireFrame) { self.frames.withLock { $0.append(frame) } }
    }

    /// A lane that runs everything at once, and counts.
    private final class CountingLane: DeliveryLane {
        let stops = Mutex(0)

        func execute(_ work: @escaping @Sendable () -> Void) {
            self.stops.withLock { $0 += 1 }
            work()
        }
    }

    private let broadcast: Broadcast

    init() throws {
        self.broadcast = try Broadcast(topic: "t", event: "e", payload: ["a": 1])
    }

    @Test("A broadcast is encoded once for each version, and makes one stop for each in each lane")
    func sharing() async throws {
        let pubSub = LocalPubSub()
        let lanes = [CountingLane(), CountingLane()]
        let listeners = (0..<20).map { Listener($0 < 4 ? .v1 : .v2, lanes[$0 % 2]) }
        for listener in listeners { pubSub.subscribe(listener, to: "t") }
        await pubSub.publish(self.broadcast)
        let frames = listeners.flatMap { listener in listener.frames.withLock { $0 } }
        #expect(frames.count == 20)
        #expect(Set(frames.map(ObjectIdentifier.init)).count == 2)
        #expect(lanes.map { lane in lane.stops.withLock { $0 } } == [2, 2])
    }

    @Test("Only those get it who are subscribed to the very topic")
    func topics() async {
        let pubSub = LocalPubSub()
        let lane = CountingLane()
        let here = Listener(.v2, lane)
        let elsewhere = Listener(.v2, lane)
        let former = Listener(.v2, lane)
        pubSub.subscribe(here, to: "t")
        pubSub.subscribe(here, to: "t")
        pubSub.subscribe(elsewhere, to: "T")
        pubSub.subscribe(former, to: "t")
        pubSub.unsubscribe(former, from: "t")
        await pubSub.publish(self.broadcast)
        #expect(here.frames.withLock { $0.count } == 1)
        #expect(elsewhere.frames.withLock { $0.isEmpty })
        #expect(former.frames.withLock { $0.isEmpty })
        pubSub.unsubscribe(here, from: "t")
        pubSub.unsubscribe(elsewhere, from: "T")
        #expect(pubSub.topicCount == 0)
    }

    @Test("Two spellings of an accent are two topics")
    func spellings() async throws {
        let pubSub = LocalPubSub()
        let listener = Listener(.v2, CountingLane())
        pubSub.subscribe(listener, to: "caf\u{E9}")
        await pubSub.publish(try Broadcast(topic: "cafe\u{301}", event: "e", payload: .empty))
        #expect(listener.frames.withLock { $0.isEmpty })
    }

    @Test("Sockets of version 1 do not get bytes")
    func bytes() async throws {
        let pubSub = LocalPubSub()
        let listeners = ProtocolVersion.allCases.map { Listener($0, CountingLane()) }
        for listener in listeners { pubSub.subscribe(listener, to: "t") }
        await pubSub.publish(try Broadcast(topic: "t", event: "e", payload: Payload(binary: [1])))
        #expect(listeners.map { listener in listener.frames.withLock { $0.count } } == [0, 1])
    }

    @Test("The sender of a broadcast from is left out, everybody else is not")
    func broadcastFrom() async throws {
        let pubSub = LocalPubSub()
        let socket = PhoenixSocket<String>.scripted(pubSub: pubSub)
        var clients = [try await TestClient(socket), try await TestClient(socket, .v1), try await TestClient(socket)]
        _ = try await clients[0].ask(#"["2","2","room:lobby","phx_join",{}]"#)
        _ = try await clients[1].ask(#"{"topic":"room:lobby","event":"phx_join","payload":{},"ref":0}"#)
        _ = try await clients[2].ask(#"["2","2","room:lobby","phx_join",{}]"#)
        try await clients[0].send(#"["2","3","room:lobby","broadcast_from",{"n":1}]"#)
        #expect(try await clients[1].next() == #"{"event":"shout","payload":{"n":1},"ref":null,"topic":"room:lobby"}"#)
        #expect(try await clients[2].next() == #"[null,null,"room:lobby","shout",{"n":1}]"#)
        #expect(try await clients[0].ask(#"["2","4","room:lobby","ask",{}]"#).hasPrefix(#"["2","4""#))
    }

    @Test("An event too long for a frame cannot be sent")
    func longEvent() {
        #expect(throws: MessageError.eventTooLong) {
            try Broadcast(topic: "t", event: String(repeating: "e", count: 256), payload: .empty)
        }
    }
}
