/// A metric with all its dimensions at a moment.
public struct MetricFamily: Sendable, Hashable {
    /// What kind of metric it is, in Prometheus's words.
    public enum Kind: String, Sendable {
        /// It only goes up.
        case counter

        /// It goes up and down.
        case gauge

        /// It is counted in ranges.
        case histogram
    }

    /// The name that Prometheus sees, with its unit and ending.
    public let name: String

    /// The name that the program gave it.
    public let label: String

    /// The kind.
    public let kind: Kind

    /// What it means, if that is known.
    public let help: String?

    /// What it is for each set of dimensions, in a fixed order.
    public let series: [MetricSeries]
}
