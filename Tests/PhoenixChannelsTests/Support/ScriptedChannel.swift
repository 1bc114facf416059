import PhoenixChannels
import Synchronization

/// A channel that does what the event, or the payload of the join, says.
struct ScriptedChannel: PhoenixChannel {
    struct Fault: Error {}

    /// What all channels of a test share.
    final class Script: Sendable {
        let endings = Mutex<[ChannelEnding]>([])
        let seen = Mutex<[String]>([])
        /// Lets those go on who wait.
        let gate = AsyncStream<Void>.makeStream()

        func wait() async {
            for await _ in self.gate.stream { return }
        }

        func open() {
            self.gate.continuation.yield()
        }

        private let ends = AsyncStream<Void>.makeStream()

        func end(_ ending: ChannelEnding) {
            self.endings.withLock { $0.append(ending) }
            self.ends.continuation.yield()
        }

        func waitForEndings(_ count: Int) async {
            for await _ in self.ends.stream where self.endings.withLock({ $0.count >= count }) { return }
        }
    }

    let script: Script
    var interceptedEvents: Set<String> = []

    func join(_ topic: String, payload: Payload, socket: ChannelSocket) async throws -> Payload {
        switch payload["do"]?.string {
        case "refuse": throw ChannelRefusal(reason: "no")
        case "crash": throw Fault()
        case "wait": await self.script.wait()
        default: break
        }
        return payload["response"].map(Payload.init) ?? .empty
    }

    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
        self.script.seen.withLock { $0.append(event) }
        switch event {
        case "ask": return .ok(payload)
        case "fail": return .error(payload)
        case "refuse": throw ChannelRefusal(reason: "no")
        case "crash": throw Fault()
        case "push": try await socket.push("pushed", payload)
        case "broadcast": try await socket.broadcast("shout", payload)
        case "broadcast_from": try await socket.broadcastFrom("shout", payload)
        case "wait": await self.script.wait()
        case "close": socket.handle.disconnect(.policyViolation, reason: "told so")
        default: break
        }
        return .none
    }

    func intercept(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Payload? {
        switch payload["do"]?.string {
        case "drop": return nil
        case "crash": throw Fault()
        case "wait": await self.script.wait()
        default: break
        }
        return ["seen": .boolean(true)]
    }

    func terminate(_ ending: ChannelEnding, socket: ChannelSocket) async {
        self.script.end(ending)
    }
}

extension PhoenixSocket<String> {
    static func scripted(
        _ script: ScriptedChannel.Script = ScriptedChannel.Script(),
        pubSub: any PubSub = LocalPubSub(),
        limits: SocketLimits = SocketLimits(),
        intercepting events: Set<String> = [],
        observer: (any SocketObserver)? = nil
    ) -> PhoenixSocket {
        PhoenixSocket(pubSub: pubSub, limits: limits, observer: observer) { _, _ in
            "somebody"
        } channels: {
            ChannelRoute("room:lobby") { _ in ScriptedChannel(script: script, interceptedEvents: events) }
            ChannelRoute("user:*") { _ in ScriptedChannel(script: script, interceptedEvents: events) }
        }
    }
}
