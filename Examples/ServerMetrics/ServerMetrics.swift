public import CoreMetrics
import Synchronization

/// The metrics of a process, kept in memory: a back end of swift-metrics of our own.
///
/// ```swift
/// let metrics = ServerMetrics()
/// MetricsSystem.bootstrap(metrics)
/// …
/// print(PrometheusText(metrics.snapshot))
/// ```
///
/// Counting takes no lock. How many series there are is bounded, so that nobody who can bring about a new value of a dimension can
/// fill the memory: what is beyond is not kept, and counted in `metrics.series.dropped`. Series stay until the process ends, since a
/// counter that went away would look like one that had begun anew.
public final class ServerMetrics: MetricsFactory, Sendable {
    private let register: Mutex<SeriesRegister>
    private let dropped: CounterSeries
    private let process: ProcessFigures
    private let help: [String: String]

    /// Makes a back end.
    ///
    /// - Parameter help: What metrics mean, by the names that the program gives them.
    public init(help: [String: String] = MetricMeanings.texts) {
        let (dropped, memory, start) = (CounterSeries(), GaugeSeries(), GaugeSeries())
        var register = SeriesRegister()
        _ = register.keep(.counter(dropped), "metrics.series.dropped", ending: "_total")
        _ = register.keep(.gauge(memory), "process.resident.memory.bytes")
        _ = register.keep(.gauge(start), "process.start.time.seconds")
        self.register = Mutex(register)
        self.dropped = dropped
        self.process = ProcessFigures(memory: memory, start: start)
        self.help = help
    }

    /// What all metrics are now.
    public var snapshot: MetricsSnapshot {
        self.process.record()
        return self.register.withLock { $0.snapshot(help: self.help) }
    }

    /// Returns a counter, whose name ends with `_total` outside.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let series = self.kept(.counter(CounterSeries()), label, ending: "_total", dimensions)
        if case .counter(let counter)? = series { return counter }
        return NOOPMetricsHandler.instance
    }

    /// Returns a meter, which is a gauge outside.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        let series = self.kept(.gauge(GaugeSeries()), label, dimensions)
        if case .gauge(let gauge)? = series { return gauge }
        return NOOPMetricsHandler.instance
    }

    /// Returns a gauge, or a histogram with a single range, of which the count and the sum are of use.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        let wanted: SeriesRegister.Series =
            aggregate ? .histogram(HistogramSeries(bounds: [])) : .gauge(GaugeSeries())
        switch self.kept(wanted, label, dimensions) {
        case .gauge(let gauge)?: return gauge
        case .histogram(let histogram)?: return histogram
        case .counter?, nil: return NOOPMetricsHandler.instance
        }
    }

    /// Returns a histogram, whose name ends with `_seconds` outside.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let timer = HistogramSeries(bounds: HistogramSeries.timerBounds)
        let series = self.kept(.histogram(timer), label, ending: "_seconds", dimensions)
        if case .histogram(let histogram)? = series { return histogram }
        return NOOPMetricsHandler.instance
    }

    /// Does nothing: series stay.
    public func destroyCounter(_ handler: any CounterHandler) {}

    /// Does nothing: series stay.
    public func destroyMeter(_ handler: any MeterHandler) {}

    /// Does nothing: series stay.
    public func destroyRecorder(_ handler: any RecorderHandler) {}

    /// Does nothing: series stay.
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// Returns the series to count with, or `nil` if there is none, which is counted.
    private func kept(
        _ series: SeriesRegister.Series,
        _ label: String,
        ending: String = "",
        _ dimensions: [(String, String)]
    ) -> SeriesRegister.Series? {
        let kept = self.register.withLock { $0.keep(series, label, ending: ending, dimensions: dimensions) }
        if kept == nil { self.dropped.increment(by: 1) }
        return kept
    }
}
