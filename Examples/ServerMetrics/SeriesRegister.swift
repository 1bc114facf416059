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
        /// Ordered by their dimensions' values.
        var series: [(dimensions: [MetricSeries.Dimension], series: Series)] = []
        var places: [[MetricSeries.Dimension]: Series] = [:]

        mutating func add(_ series: Series, _ dimensions: [MetricSeries.Dimension]) {
            let values = dimensions.map(\.value)
            let place = self.series.firstIndex { values.lexicographicallyPrecedes($0.dimensions.map(\.value)) }
            self.series.insert((dimensions, series), at: place ?? self.series.endIndex)
            self.places[dimensions] = series
        }
    }

    /// How many series there may be.
    static let maximumSeries = 4096

    /// How long the names and values of a series may be together, in bytes.
    static let maximumLength = 1024

    private var families: [String: Family] = [:]
    /// Every name that a line may begin with, and the metric whose it is.
    private var owners: [String: String] = [:]
    private var count = 0

    /// Keeps a series, if there is room for it and none with its name and dimensions is there.
    ///
    /// - Parameters:
    ///   - series: The series.
    ///   - label: What the program calls the metric.
    ///   - ending: What its name has to end with.
    ///   - dimensions: The dimensions.
    /// - Returns: The series that is kept, or `nil` if there are too many, it is too long, or another metric has its name.
    mutating func keep(
        _ series: Series,
        _ label: String,
        ending: String = "",
        dimensions: [(String, String)] = []
    ) -> Series? {
        let length = dimensions.reduce(label.utf8.count) { $0 + $1.0.utf8.count + $1.1.utf8.count }
        guard length <= Self.maximumLength else { return nil }
        let spelled = MetricSpelling.name(label)
        let name = spelled.hasSuffix(ending) ? spelled : spelled + ending
        let key = Dictionary(dimensions.map { (MetricSpelling.dimension($0.0), $0.1) }) { first, _ in first }
            .map { MetricSeries.Dimension(name: $0, value: $1) }
            .sorted { $0.name < $1.name }
        if let family = self.families[name], let known = family.places[key] {
            return family.kind == series.kind && family.label == label ? known : nil
        }
        guard self.count < Self.maximumSeries, self.claim(name, for: label, series.kind) else { return nil }
        self.families[name]?.add(series, key)
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

    /// Returns what every series is now, with what it means, by what the program calls it.
    func snapshot(help: [String: String]) -> MetricsSnapshot {
        let families = self.families.map { name, family in
            MetricFamily(
                name: name,
                label: family.label,
                kind: family.kind,
                help: help[family.label],
                series: family.series.map { MetricSeries(dimensions: $0.dimensions, value: $0.series.value) }
            )
        }
        return MetricsSnapshot(families: families.sorted { $0.name < $1.name })
    }
}
