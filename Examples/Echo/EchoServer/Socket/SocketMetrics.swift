import CoreMetrics
import PhoenixChannels

/// Counts what happens on sockets.
struct SocketMetrics: SocketObserver {
    let metrics: EchoMetrics

    func opened() { self.metrics.sockets.increment() }

    func closed() { self.metrics.sockets.decrement() }

    func joined(_ topic: String) { self.metrics.channels.increment() }

    func left(_ topic: String) { self.metrics.channels.decrement() }

    func received(_ event: String, on topic: String) { self.metrics.events.increment() }
}
