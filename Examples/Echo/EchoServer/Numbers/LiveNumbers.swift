import Synchronization

/// What the server is doing, in numbers.
final class LiveNumbers: Sendable {
    /// The numbers at one moment.
    struct Snapshot: Sendable, Hashable {
        /// The sockets that are open.
        var connections = 0

        /// The channels that are joined.
        var channels = 0

        /// The events that have been received.
        var events = 0

        /// The checks that have been passed.
        var accepted = 0

        /// The checks that have been failed, by what was found.
        var refused: [String: Int] = [:]
    }

    private let numbers = Mutex(Snapshot())
    private let start = ContinuousClock.now

    /// The numbers now.
    var snapshot: Snapshot { self.numbers.withLock { $0 } }

    /// How long the server has been running.
    var uptime: Duration { self.start.duration(to: .now) }

    /// Counts a socket that is opened.
    func connected() {
        self.numbers.withLock { $0.connections += 1 }
    }

    /// Counts a socket that is closed.
    func disconnected() {
        self.numbers.withLock { $0.connections -= 1 }
    }

    /// Counts a channel that is joined.
    func joined() {
        self.numbers.withLock { $0.channels += 1 }
    }

    /// Counts a channel that is left.
    func left() {
        self.numbers.withLock { $0.channels -= 1 }
    }

    /// Counts an event.
    func received() {
        self.numbers.withLock { $0.events += 1 }
    }

    /// Counts a request, a join or an event that passes its checks.
    func accepted() {
        self.numbers.withLock { $0.accepted += 1 }
    }

    /// Counts a request, a join or an event that does not.
    ///
    /// - Parameter code: What was found, as one word of a list that is finite.
    func refused(_ code: String) {
        self.numbers.withLock { $0.refused[code, default: 0] += 1 }
    }
}
