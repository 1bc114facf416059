import Synchronization

/// How many requests the playground answers: some at once, and after that so many per second.
///
/// It is one budget for everybody, so that it takes no memory, whoever asks.
package final class RequestBudget: Sendable {
    private struct State {
        var left: Double
        var time: Duration
    }

    private let capacity: Double
    private let perSecond: Double
    private let now: @Sendable () -> Duration
    private let state: Mutex<State>

    /// Makes a full budget.
    ///
    /// - Parameters:
    ///   - capacity: How many requests are answered at once.
    ///   - perSecond: How many more each second.
    ///   - now: The time since any moment.
    package init(capacity: Int = 120, perSecond: Int = 20, now: @escaping @Sendable () -> Duration) {
        self.capacity = Double(capacity)
        self.perSecond = Double(perSecond)
        self.now = now
        self.state = Mutex(State(left: Double(capacity), time: now()))
    }

    /// Spends one request, if there is one left.
    func spend() -> Bool {
        let now = self.now()
        return self.state.withLock { state in
            let passed = max((now - state.time) / .seconds(1), 0)
            state.left = min(state.left + passed * self.perSecond, self.capacity)
            state.time = now
            guard state.left >= 1 else { return false }
            state.left -= 1
            return true
        }
    }
}
