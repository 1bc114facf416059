import ServerMetrics

/// What the metrics say that a dashboard is about, since the server started.
struct Readings: Sendable {
    /// How often checks ended how; only what has happened.
    let outcomes: [CheckOutcome: Int64]

    /// How long verifications took.
    let durations: Distribution?

    /// The figures of a server, in their order.
    let figures: [Int64]

    /// The memory in use, in bytes, if the system tells.
    let memoryBytes: Int64?

    init(_ snapshot: MetricsSnapshot, _ contents: DashboardContents) {
        var outcomes: [CheckOutcome: Int64] = [:]
        func add(_ label: String, passed: Bool) {
            for series in snapshot[label]?.series ?? [] {
                guard case .count(let count) = series.value, count > 0, let outcome = Self.outcome(series) else {
                    continue
                }
                if passed || outcome != .accepted { outcomes[outcome, default: 0] += count }
            }
        }
        for label in ["approov.verifications"] + contents.checks { add(label, passed: true) }
        // Who has got a body compared has been counted as accepted before.
        add("approov.bodies", passed: false)
        self.outcomes = outcomes
        self.durations =
            snapshot["approov.verification.duration"]?.series.lazy
            .compactMap { if case .distribution(let distribution) = $0.value { distribution } else { nil } }
            .first
        self.figures = contents.figures.map { Self.sum(snapshot[$0.metric]) }
        let memory = Self.sum(snapshot["process.resident.memory.bytes"])
        self.memoryBytes = memory > 0 ? memory : nil
    }

    private static func outcome(_ series: MetricSeries) -> CheckOutcome? {
        guard let reason = series.value(of: "outcome") else { return nil }
        guard reason != CheckOutcome.accepted.reason else { return .accepted }
        return CheckOutcome(effect: series.value(of: "mode") == "observe" ? .observed : .refused, reason: reason)
    }

    private static func sum(_ family: MetricFamily?) -> Int64 {
        (family?.series ?? []).reduce(0) { sum, series in
            switch series.value {
            case .count(let count): sum &+ count
            case .level(let level): sum &+ (Int64(exactly: level.rounded()) ?? 0)
            case .distribution: sum
            }
        }
    }
}
