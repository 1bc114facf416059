import ServerMetrics

/// What a dashboard shows at a moment, in the words that are shown.
///
/// The page is made of it, and is kept up to date with it.
struct DashboardView: Sendable, Encodable {
    struct Figure: Sendable, Encodable {
        let id: String
        let name: String
        let text: String
    }

    struct OutcomeRow: Sendable, Encodable {
        let effect: CheckOutcome.Effect
        let reason: String
        /// The class of its colour in charts and tables.
        let colour: String
        /// Within each of the ``windows``, and since the server started.
        let counts: [String]
    }

    struct LatencyRow: Sendable, Encodable {
        let name: String
        /// Within each of the ``windows``.
        let texts: [String]
    }

    struct KeyTexts: Sendable, Encodable {
        let keyID: String
        let algorithm: String
        let source: String
        let age: String
        let nextLook: String
    }

    /// How far back sums go, in seconds.
    static let windows = [(name: "1 min", seconds: 60), (name: "10 min", seconds: 600), (name: "1 h", seconds: 3600)]

    /// The colour that all outcomes share for which there is no other.
    private static let lastColour = 8

    let figures: [Figure]
    let outcomes: [OutcomeRow]
    let latencies: [LatencyRow]
    let keys: [KeyTexts]

    init(_ moment: History.Moment, _ contents: DashboardContents) {
        let samples = moment.ring.latest(SampleRing.length)
        let sums = Self.windows.map { WindowSum(samples.suffix($0.seconds), moment) }
        let recent = WindowSum(samples.suffix(10), moment)
        let quantiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)]
        self.outcomes = moment.outcomes.outcomes.indices.map { place in
            let outcome = moment.outcomes.outcomes[place]
            let total = moment.readings.outcomes[outcome] ?? sums.map { $0.counts[place] }.max() ?? 0
            return OutcomeRow(
                effect: outcome.effect,
                reason: outcome.reason,
                colour: "c\(min(place, Self.lastColour))",
                counts: (sums.map { $0.counts[place] } + [total]).map(HumanText.count)
            )
        }
        self.latencies = quantiles.map { name, part in
            LatencyRow(name: name, texts: sums.map { HumanText.latency($0.durations?.quantile(part)) })
        }
        self.keys = moment.keys.map(KeyTexts.init)
        let own = zip(contents.figures, moment.readings.figures).map { figure, value in
            Figure(id: figure.id, name: figure.name, text: HumanText.count(value))
        }
        let p99 = sums.first?.durations?.quantile(0.99)
        self.figures =
            [
                Figure(id: "acceptedRate", name: "Accepted per second", text: recent.rate { $0 != .refused }),
                Figure(id: "refusedRate", name: "Refused per second", text: recent.rate { $0 == .refused }),
                Figure(id: "p99", name: "Verification, p99", text: HumanText.latency(p99)),
            ] + own + [
                Figure(id: "memory", name: "Memory", text: HumanText.memory(moment.readings.memoryBytes)),
                Figure(id: "uptime", name: "Uptime", text: HumanText.duration(moment.uptime)),
            ]
    }
}

extension DashboardView.KeyTexts {
    fileprivate init(_ row: KeyRow) {
        self.keyID = row.keyID ?? "none"
        self.algorithm = row.algorithm
        self.source = row.source
        self.age = HumanText.duration(row.age)
        let look = row.untilNextLook.map { "in \(HumanText.duration($0))" } ?? "never"
        self.nextLook = row.failures > 0 ? "\(look), after \(row.failures) failures" : look
    }
}
