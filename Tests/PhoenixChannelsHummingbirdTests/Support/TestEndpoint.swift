import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import PhoenixChannels
import PhoenixChannelsHummingbird
import Synchronization
import Testing

/// A channel that answers `ask`, shouts `shout` at everybody, and closes its socket on `close`.
struct TestChannel: PhoenixChannel {
    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
        switch event {
        case "shout": try await socket.broadcast("shout", payload)
        case "close": socket.handle.disconnect(after: .milliseconds(1), .policyViolation, reason: "told so")
        default: return .ok(payload)
        }
        return .none
    }
}

/// Counts the sockets that are open, and lets a test wait until there are none.
final class OpenSockets: SocketObserver {
    private let count = Mutex(0)
    private let changes = AsyncStream<Int>.makeStream()

    func opened() { self.change(by: 1) }
    func closed() { self.change(by: -1) }
    func joined(_ topic: String) {}
    func left(_ topic: String) {}
    func received(_ event: String, on topic: String) {}

    private func change(by step: Int) {
        let count = self.count.withLock { count in
            count += step
            return count
        }
        self.changes.continuation.yield(count)
    }

    func wait(until count: Int) async {
        for await current in self.changes.stream where current == count { return }
    }
}

/// Runs a body with the port of a server that has a socket, and a router with a greeting.
func withServer(
    origins: OriginPolicy = .none,
    limits: PhoenixEndpoint.Limits = PhoenixEndpoint.Limits(),
    observer: (any SocketObserver)? = nil,
    connect: @escaping @Sendable (ConnectInfo) async throws -> Void = { _ in },
    _ body: @Sendable (Int) async throws -> Void
) async throws {
    let socket = PhoenixSocket(observer: observer) { info, _ in
        try await connect(info)
    } channels: {
        ChannelRoute("room:*") { (_: Void) in TestChannel() }
    }
    let router = Router()
    router.get("/") { _, _ in "hello" }
    let application = Application(
        router: router,
        server: .phoenix(PhoenixEndpoint(socket, origins: origins, limits: limits))
    )
    try await application.test(.live) { client in
        try await body(try #require(client.port))
    }
}
