import CoreMetrics
import Testing

@testable import ServerMetrics

@Suite("Metrics in memory")
struct ServerMetricsTests {
    private let metrics = ServerMetrics()

    private func value(_ label: String) -> MetricSeries.Value? {
        self.metrics.snapshot[label]?.series.first?.value
    }

    @Test("What has one name and the same dimensions in any order is one series")
    func identity() {
        for dimensions in [[("a", "1"), ("b", "2")], [("b", "2"), ("a", "1")]] {
            Counter(label: "requests", dimensions: dimensions, factory: self.metrics).increment(by: 2)
        }
        #expect(self.metrics.snapshot["requests"]?.series.count == 1)
        #expect(self.value("requests") == .count(4))
    }

    @Test("A counter goes up, also by parts, and begins anew only when it is told to")
    func counter() {
        let counter = Counter(label: "requests", factory: self.metrics)
        counter.increment()
        counter.increment(by: -5)
        #expect(self.value("requests") == .count(1))
        counter.reset()
        #expect(self.value("requests") == .count(0))
        let parts = FloatingPointCounter(label: "parts", factory: self.metrics)
        for _ in 0..<4 { parts.increment(by: 0.5) }
        #expect(self.value("parts") == .count(2))
    }

    @Test("A gauge keeps its last value, a meter goes up and down")
    func gauges() {
        let gauge = Gauge(label: "level", factory: self.metrics)
        gauge.record(3)
        gauge.record(2.5)
        #expect(self.value("level") == .level(2.5))
        let meter = Meter(label: "sockets", factory: self.metrics)
        for _ in 0..<3 { meter.increment() }
        meter.decrement()
        #expect(self.value("sockets") == .level(2))
    }

    @Test(
        "A time is counted in the range whose upper bound it does not pass",
        arguments: [
            (0, 0), (5_000, 0), (5_001, 1), (50_000, 3), (10_000_000_000, 19), (10_000_000_001, 20), (.max, 20),
        ]
            as [(Int64, Int)]
    )
    func ranges(nanoseconds: Int64, range: Int) throws {
        Timer(label: "time", factory: self.metrics).recordNanoseconds(nanoseconds)
        guard case .distribution(let distribution)? = self.value("time") else {
            Issue.record("This is no distribution.")
            return
        }
        #expect(distribution.counts.count == 21 && distribution.count == 1)
        #expect(distribution.counts.firstIndex(of: 1) == range)
        #expect(distribution.sum == Double(nanoseconds) / 1e9)
    }

    @Test("What is not a number is in no range")
    func notANumber() {
        let recorder = Recorder(label: "sizes", factory: self.metrics)
        recorder.record(Double.nan)
        recorder.record(Double.infinity)
        #expect(self.value("sizes") == .distribution(Distribution(bounds: [], counts: [1], sum: .infinity)))
    }

    @Test("Many threads count without losing one")
    func threads() async {
        let counter = Counter(label: "requests", factory: self.metrics)
        let meter = Meter(label: "sockets", factory: self.metrics)
        let timer = Timer(label: "time", factory: self.metrics)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        counter.increment()
                        meter.increment()
                        timer.recordSeconds(1)
                    }
                }
            }
        }
        #expect(self.value("requests") == .count(8000))
        #expect(self.value("sockets") == .level(8000))
        guard case .distribution(let distribution)? = self.value("time") else { return }
        #expect(distribution.count == 8000 && distribution.sum == 8000)
    }

    @Test("A flood of dimensions is not kept, what was there still counts, and the flood is counted")
    func flood() {
        let first = Counter(label: "requests", dimensions: [("path", "0")], factory: self.metrics)
        for number in 0..<6000 {
            Counter(label: "requests", dimensions: [("path", "\(number)")], factory: self.metrics).increment()
        }
        Counter(label: "requests", dimensions: [("path", String(repeating: "x", count: 2000))], factory: self.metrics)
            .increment()
        first.increment()
        let series = self.metrics.snapshot.families.flatMap(\.series)
        #expect(series.count == SeriesRegister.maximumSeries)
        #expect(self.metrics.snapshot["requests"]?.series.first { $0.value(of: "path") == "0" }?.value == .count(2))
        guard case .count(let dropped)? = self.value("metrics.series.dropped") else { return }
        #expect(dropped == 6001 - (series.count - 3))
    }

    @Test("A name belongs to the first that has it, and a histogram's lines belong to it")
    func names() {
        Timer(label: "time", factory: self.metrics).recordSeconds(1)
        Counter(label: "a.b", factory: self.metrics).increment()
        Counter(label: "a_b", factory: self.metrics).increment()
        Gauge(label: "a.b.total", factory: self.metrics).record(1)
        Gauge(label: "time.seconds.count", factory: self.metrics).record(1)
        Timer(label: "time.seconds", factory: self.metrics).recordSeconds(1)
        #expect(self.value("a.b") == .count(1))
        for label in ["a_b", "a.b.total", "time.seconds.count", "time.seconds"] { #expect(self.value(label) == nil) }
        #expect(self.value("metrics.series.dropped") == .count(4))
    }

    @Test("Quantiles are taken from within a range")
    func quantiles() {
        func quantile(_ part: Double, _ counts: [Int64]) -> Double? {
            Distribution(bounds: [1, 2, 4], counts: counts, sum: 0).quantile(part)
        }
        #expect(quantile(0.5, [0, 0, 0, 0]) == nil)
        #expect(quantile(0.5, [0, 10, 0, 0]) == 1.5)
        #expect(quantile(0.99, [0, 0, 100, 0]) == 2 + 2 * 0.99)
        #expect(quantile(0.5, [5, 0, 5, 0]) == 1)
        #expect(quantile(1, [5, 0, 5, 0]) == 4)
        #expect(quantile(0, [0, 3, 0, 0]) == 1)
        #expect(quantile(0.9, [1, 0, 0, 9]) == .infinity)
    }
}
