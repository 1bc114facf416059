/// All metrics at a moment.
public struct MetricsSnapshot: Sendable, Hashable {
    /// The metrics, ordered by name.
    public let families: [MetricFamily]

    /// Returns the metric that the program calls so, if there is one.
    public subscript(label: String) -> MetricFamily? {
        self.families.first { $0.label == label }
    }
}
