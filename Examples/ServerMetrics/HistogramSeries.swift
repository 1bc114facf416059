import CoreMetrics

/// One timer or recorder with its dimensions: how many values fell into which range.
final class HistogramSeries: TimerHandler, RecorderHandler {
    /// The upper bounds of the ranges of a timer, in seconds: from what a verification takes to what a client gives up on.
    static let timerBounds: [Double] = [
        0.000_005, 0.000_01, 0.000_02, 0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1,
        0.2,
        0.5, 1, 2, 5, 10,
    ]

    private let bounds: [Double]
    /// One for each bound, and one for what is above all of them.
    private let counts: [AtomicCount]
    private let sum = AtomicNumber()

    /// Makes a series.
    ///
    /// - Parameter bounds: The upper bounds of the ranges, ascending.
    init(bounds: [Double]) {
        self.bounds = bounds
        self.counts = (0...bounds.count).map { _ in AtomicCount() }
    }

    var distribution: Distribution {
        Distribution(bounds: self.bounds, counts: self.counts.map(\.value), sum: self.sum.value)
    }

    func recordNanoseconds(_ duration: Int64) { self.record(Double(duration) / 1e9) }

    func record(_ value: Int64) { self.record(Double(value)) }

    /// Counts a value, unless it is not a number and so in no range.
    func record(_ value: Double) {
        guard !value.isNaN else { return }
        let range = self.bounds.firstIndex { value <= $0 } ?? self.bounds.count
        self.counts[range].add(1)
        self.sum.add(value)
    }
}
