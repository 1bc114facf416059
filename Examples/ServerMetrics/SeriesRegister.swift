import CoreMetrics

/// Which series there are, and what they are called.
struct SeriesRegister {
    /// One of the classes that count.
    enum Series {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)

        var kind: MetricFamily.Kind {
            switch self {
            case .counter: .counter
            case .gauge: .gauge
            case .histogram: .histogram
            }
        }

        var value: MetricSeries.Value {
            switch self {
            case .counter(let series): .count(series.value)
            case .gauge(let series): .level(series.value)
            case .histogram(let series): .distribution(series.distribution)
            }
        }
    }

    private struct Family {
        let label: String
        let kind: MetricFamily.Kind
        var series: [[MetricSeries.Dimension]: Series] = [:]
    }

    /// How many series there may be.
    static let maximumSeries = 4096

    /// How long the names and values of a series may be together, in bytes.
    static let maximumLength = 1024

    private var families: [String: Family] = [:]
    /// Every name that a line may begin with, and the metric whose it is.
    private var owners: [String: String] = [:]
    private var count = 0

    /// Returns the series of a name with its dimensions, and makes it first if there is room for it.
    ///
    /// - Parameters:
    ///   - label: What the program calls the metric.
    ///   - ending: What its name has to end with.
    ///   - dimensions: The dimensions.
    ///   - make: Makes the series.
    /// - Returns: The series, or `nil` if there are too many, it is too long, or another kind of metric has its name.
    mutating func series(
        _ label: String,
        ending: String = "",
        dimensions: [(String, String)],
        make: () -> Series
    ) -> Series? {
        let length = dimensions.reduce(label.utf8.count) { $0 + $1.0.utf8.count + $1.1.utf8.count }
        guard length <= Self.maximumLength else { return nil }
        let spelled = MetricSpelling.name(label)
        let name = spelled.hasSuffix(ending) ? spelled : spelled + ending
        let key = Dictionary(dimensions.map { (MetricSpelling.dimension($0.0), $0.1) }) { first, _ in first }
            .map { MetricSeries.Dimension(name: $0, value: $1) }
            .sorted { $0.name < $1.name }
        if let known = self.families[name]?.series[key] { return known }
        let series = make()
        guard self.count < Self.maximumSeries, self.claim(name, for: label, series.kind) else { return nil }
        self.families[name]?.series[key] = series
        self.count += 1
        return series
    }

    /// Returns whether a name can be that of a metric of this kind, which then nobody else gets.
    private mutating func claim(_ name: String, for label: String, _ kind: MetricFamily.Kind) -> Bool {
        if let family = self.families[name] { return family.kind == kind && family.label == label }
        let names = kind == .histogram ? [name, "\(name)_bucket", "\(name)_sum", "\(name)_count"] : [name]
        guard names.allSatisfy({ self.owners[$0] == nil }) else { return false }
        for line in names { self.owners[line] = name }
        self.families[name] = Family(label: label, kind: kind)
        return true
    }

    /// Returns what every series is now.
    ///
    /// - Parameter help: What metrics mean, by what the program calls them.
    func snapshot(help: [String: String]) -> MetricsSnapshot {
        let families = self.families.map { name, family in
            let series = family.series.map { MetricSeries(dimensions: $0, value: $1.value) }
            return MetricFamily(
                name: name,
                label: family.label,
                kind: family.kind,
                help: help[family.label],
                series: series.sorted {
                    $0.dimensions.map(\.value).lexicographicallyPrecedes($1.dimensions.map(\.value))
                }
            )
        }
        return MetricsSnapshot(families: families.sorted { $0.name < $1.name })
    }
}
