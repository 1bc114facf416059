/// Metrics in the text format of Prometheus, version 0.0.4.
public struct PrometheusText: Sendable, Hashable, CustomStringConvertible {
    /// What to call the format in `Content-Type`.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The text.
    public let description: String

    /// Writes metrics.
    public init(_ snapshot: MetricsSnapshot) {
        var text = ""
        for family in snapshot.families { Self.write(family, to: &text) }
        self.description = text
    }

    private static func write(_ family: MetricFamily, to text: inout String) {
        if let help = family.help { text += "# HELP \(family.name) \(self.escaped(help))\n" }
        text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
        for series in family.series {
            switch series.value {
            case .count(let count): self.write(family.name, series.dimensions, "\(count)", to: &text)
            case .level(let level): self.write(family.name, series.dimensions, self.number(level), to: &text)
            case .distribution(let distribution):
                self.write(distribution, of: family.name, series.dimensions, to: &text)
            }
        }
    }

    private static func write(
        _ distribution: Distribution,
        of name: String,
        _ dimensions: [MetricSeries.Dimension],
        to text: inout String
    ) {
        var count: Int64 = 0
        for (bound, next) in zip(distribution.bounds + [.infinity], distribution.counts) {
            count &+= next
            let bound = MetricSeries.Dimension(name: "le", value: self.number(bound))
            self.write("\(name)_bucket", dimensions + [bound], "\(count)", to: &text)
        }
        self.write("\(name)_sum", dimensions, self.number(distribution.sum), to: &text)
        self.write("\(name)_count", dimensions, "\(count)", to: &text)
    }

    private static func write(
        _ name: String,
        _ dimensions: [MetricSeries.Dimension],
        _ value: String,
        to text: inout String
    ) {
        let pairs = dimensions.map { "\($0.name)=\"\(self.escaped($0.value, quotes: true))\"" }
        text += pairs.isEmpty ? "\(name) \(value)\n" : "\(name){\(pairs.joined(separator: ","))} \(value)\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool = false) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
