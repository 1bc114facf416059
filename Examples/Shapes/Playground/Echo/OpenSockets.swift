import PhoenixChannels
import Synchronization

/// Counts the sockets that are open.
final class OpenSockets: SocketObserver {
    private let open = Mutex(0)

    var count: Int { self.open.withLock(\.self) }

    func opened() { self.open.withLock { $0 += 1 } }

    func closed() { self.open.withLock { $0 -= 1 } }

    func joined(_ topic: String) {}

    func left(_ topic: String) {}

    func received(_ event: String, on topic: String) {}
}
