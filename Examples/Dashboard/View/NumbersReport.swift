/// The numbers of this moment, for programs.
struct NumbersReport: Encodable, Sendable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { self.stringValue = name }

        init?(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    let readings: Readings
    let contents: DashboardContents
    let uptime: Duration

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(self.uptime.components.seconds, forKey: Key("uptimeSeconds"))
        try container.encodeIfPresent(self.readings.memoryBytes, forKey: Key("memoryBytes"))
        try container.encode(self.readings.outcomes[.accepted] ?? 0, forKey: Key("accepted"))
        for effect in [CheckOutcome.Effect.observed, .refused] {
            let outcomes = self.readings.outcomes.filter { $0.key.effect == effect }
            let counts = Dictionary(outcomes.map { ($0.key.reason, $0.value) }) { $0 + $1 }
            try container.encode(counts, forKey: Key(effect.rawValue))
        }
        for (figure, value) in zip(self.contents.figures, self.readings.figures) {
            try container.encode(value, forKey: Key(figure.id))
        }
    }
}
