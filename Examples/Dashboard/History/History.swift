import ServerMetrics
import Synchronization

/// What a dashboard knows: the samples of the last hour, what they were taken from, and who wants to hear of the next.
final class History: Sendable {
    /// How many may listen at a time.
    static let maximumListeners = 16

    /// What is known at a moment.
    struct Moment: Sendable {
        var ring = SampleRing()
        var outcomes = OutcomeList()
        var readings: Readings
        var keys: [KeyRow] = []
        var uptime = Duration.zero
    }

    private struct State {
        var moment: Moment
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var lastListener = 0
    }

    /// Which history this is: after the server has started again, it is another one.
    let epoch = String(UInt64.random(in: 0...UInt64.max), radix: 36)

    private let state: Mutex<State>

    init(_ readings: Readings) {
        self.state = Mutex(State(moment: Moment(readings: readings)))
    }

    /// What is known now.
    var moment: Moment {
        self.state.withLock { $0.moment }
    }

    /// Adds a second, and tells those who listen.
    func add(_ readings: Readings, keys: [KeyRow], uptime: Duration) {
        let listeners = self.state.withLock { state in
            state.moment.ring.append(Self.sample(readings, after: &state.moment))
            state.moment.readings = readings
            state.moment.keys = keys
            state.moment.uptime = uptime
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield() }
    }

    /// Returns what tells of every new sample, or `nil` if too many listen.
    ///
    /// Who is slow is told once of all that have come in the meantime: nothing is kept for anybody.
    func listen() -> AsyncStream<Void>? {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = self.state.withLock { state -> Int? in
            guard state.listeners.count < Self.maximumListeners else { return nil }
            state.lastListener += 1
            state.listeners[state.lastListener] = continuation
            return state.lastListener
        }
        guard let number else { return nil }
        continuation.onTermination = { _ in self.state.withLock { $0.listeners[number] = nil } }
        continuation.yield()
        return stream
    }

    private static func sample(_ readings: Readings, after moment: inout Moment) -> Sample {
        var outcomes: [Int: Int64] = [:]
        let sorted = readings.outcomes.sorted {
            ($0.key.effect.rawValue, $0.key.reason) < ($1.key.effect.rawValue, $1.key.reason)
        }
        for (outcome, count) in sorted {
            let difference = count - (moment.readings.outcomes[outcome] ?? 0)
            if difference > 0 { outcomes[moment.outcomes.place(of: outcome), default: 0] += difference }
        }
        let counts = readings.durations?.counts ?? []
        let before = moment.readings.durations?.counts ?? counts.map { _ in 0 }
        let durations = zip(counts, before).map { max($0 - $1, 0) }
        return Sample(
            number: moment.ring.last + 1,
            outcomes: outcomes,
            durations: durations.allSatisfy { $0 == 0 } ? [] : durations
        )
    }
}
