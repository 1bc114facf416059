import CoreMetrics

/// One gauge or meter with its dimensions: the last value counts.
final class GaugeSeries: RecorderHandler, MeterHandler {
    private let number = AtomicNumber()

    var value: Double { self.number.value }

    func record(_ value: Int64) { self.number.set(Double(value)) }

    func record(_ value: Double) { self.number.set(value) }

    func set(_ value: Int64) { self.number.set(Double(value)) }

    func set(_ value: Double) { self.number.set(value) }

    func increment(by amount: Double) { self.number.add(amount) }

    func decrement(by amount: Double) { self.number.add(-amount) }
}
