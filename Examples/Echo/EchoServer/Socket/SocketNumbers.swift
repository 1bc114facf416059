import PhoenixChannels

/// Shows the dashboard what happens on sockets.
struct SocketNumbers: SocketObserver {
    let numbers: LiveNumbers

    func opened() { self.numbers.connected() }

    func closed() { self.numbers.disconnected() }

    func joined(_ topic: String) { self.numbers.joined() }

    func left(_ topic: String) { self.numbers.left() }

    func received(_ event: String, on topic: String) { self.numbers.received() }
}
