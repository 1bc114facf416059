/// What one metric is at a moment for one set of dimensions.
public struct MetricSeries: Sendable, Hashable {
    /// A dimension, spelled as Prometheus wants it.
    public struct Dimension: Sendable, Hashable {
        /// What is told apart.
        public let name: String

        /// Which one this is.
        public let value: String
    }

    /// What is known.
    public enum Value: Sendable, Hashable {
        /// How often something happened.
        case count(Int64)

        /// How much of something there is.
        case level(Double)

        /// How values are distributed.
        case distribution(Distribution)
    }

    /// The dimensions, ordered by name.
    public let dimensions: [Dimension]

    /// The value.
    public let value: Value

    /// Returns which one of a dimension this is, if it has that dimension.
    public func value(of dimension: String) -> String? {
        self.dimensions.first { $0.name == dimension }?.value
    }
}
