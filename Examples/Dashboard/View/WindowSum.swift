import ServerMetrics

/// What happened within some seconds.
struct WindowSum: Sendable {
    /// How often checks ended how, by the place of the outcome.
    let counts: [Int64]

    /// How long verifications took.
    let durations: Distribution?

    private let seconds: Int
    private let outcomes: [CheckOutcome]

    init(_ samples: some Collection<Sample>, _ moment: History.Moment) {
        var counts = moment.outcomes.outcomes.map { _ in Int64(0) }
        let bounds = moment.readings.durations?.bounds ?? []
        var durations = [Int64](repeating: 0, count: bounds.count + 1)
        for sample in samples {
            for (place, count) in sample.outcomes where counts.indices.contains(place) { counts[place] += count }
            for (range, count) in zip(durations.indices, sample.durations) { durations[range] += count }
        }
        self.counts = counts
        self.durations = bounds.isEmpty ? nil : Distribution(bounds: bounds, counts: durations, sum: 0)
        self.seconds = samples.count
        self.outcomes = moment.outcomes.outcomes
    }

    /// Returns how many checks a second have had such effects.
    func rate(_ isIncluded: (CheckOutcome.Effect) -> Bool) -> String {
        let count = zip(self.outcomes, self.counts).filter { isIncluded($0.0.effect) }.reduce(0) { $0 + $1.1 }
        return HumanText.rate(count, over: self.seconds)
    }
}
