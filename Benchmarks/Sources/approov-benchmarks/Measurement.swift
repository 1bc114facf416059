/// Several ways to do the same, measured in turns, so that a machine that speeds up or slows down does so for all of them.
struct Measurement {
    /// What is measured; it must return whether it did what it should.
    typealias Body = () async throws -> Bool

    private static let rounds = 15
    private static let roundTime = Duration.milliseconds(60)

    let name: String

    /// The median of the rounds.
    let nanoseconds: Double

    /// Measures each of them.
    static func all(_ bodies: [(name: String, body: Body)]) async throws -> [Measurement] {
        var repetitions: [Int] = []
        for (_, body) in bodies { repetitions.append(try await self.repetitions(of: body)) }
        var times = Array(repeating: [Double](), count: bodies.count)
        for _ in 0..<self.rounds {
            for (index, (_, body)) in bodies.enumerated() {
                let duration = try await self.time(repetitions[index], body)
                times[index].append(duration / .nanoseconds(1) / Double(repetitions[index]))
            }
        }
        return zip(bodies, times).map { body, times in
            Measurement(name: body.name, nanoseconds: times.sorted()[times.count / 2])
        }
    }

    /// Returns how often the body must run to fill a round.
    private static func repetitions(of body: Body) async throws -> Int {
        var repetitions = 1
        while try await self.time(repetitions, body) < self.roundTime / 2 { repetitions *= 2 }
        return repetitions * 2
    }

    private static func time(_ repetitions: Int, _ body: Body) async throws -> Duration {
        let start = ContinuousClock.now
        for _ in 0..<repetitions {
            guard try await body() else { throw WrongResult() }
        }
        return .now - start
    }
}
