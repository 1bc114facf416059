import CoreMetrics

/// One counter with its dimensions.
final class CounterSeries: CounterHandler {
    private let count = AtomicCount()

    var value: Int64 { self.count.value }

    /// Counts up; a counter never goes down.
    func increment(by amount: Int64) {
        if amount > 0 { self.count.add(amount) }
    }

    func reset() {
        self.count.reset()
    }
}
