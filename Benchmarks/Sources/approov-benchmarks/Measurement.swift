/// How long something takes: the median of several rounds, each of many repetitions.
struct Measurement {
    private static let rounds = 9
    private static let roundTime = Duration.milliseconds(120)

    let name: String
    let nanoseconds: Double

    /// Measures a closure, which must return whether it did what it should.
    static func of(_ name: String, _ body: () async throws -> Bool) async throws -> Measurement {
        var repetitions = 1
        while try await self.time(repetitions, body) < self.roundTime / 4 { repetitions *= 2 }
        repetitions *= 4
        var rounds: [Double] = []
        for _ in 0..<self.rounds {
            let duration = try await self.time(repetitions, body)
            rounds.append(duration / .nanoseconds(1) / Double(repetitions))
        }
        rounds.sort()
        return Measurement(name: name, nanoseconds: rounds[rounds.count / 2])
    }

    private static func time(_ repetitions: Int, _ body: () async throws -> Bool) async throws -> Duration {
        let start = ContinuousClock.now
        for _ in 0..<repetitions {
            guard try await body() else { throw WrongResult() }
        }
        return .now - start
    }
}

/// What is measured did not do what it should, so that its time means nothing.
struct WrongResult: Error {}
