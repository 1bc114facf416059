import PhoenixChannels
import Synchronization

/// Counts what happens on sockets.
final class Counts: SocketObserver {
    struct State {
        var opened = 0
        var closed = 0
        var joined = 0
        var left = 0
        var received = 0
    }

    let state = Mutex(State())

    func opened() { self.state.withLock { $0.opened += 1 } }
    func closed() { self.state.withLock { $0.closed += 1 } }
    func joined(_ topic: String) { self.state.withLock { $0.joined += 1 } }
    func left(_ topic: String) { self.state.withLock { $0.left += 1 } }
    func received(_ event: String, on topic: String) { self.state.withLock { $0.received += 1 } }
}
