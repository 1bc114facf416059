/// What is measured; it returns whether it did what it should.
enum Work {
    case synchronous(() throws -> Bool)
    case asynchronous(@Sendable () async throws -> Bool)

    /// Does it so many times, and returns the time that this took.
    func nanoseconds(repeating count: Int) async throws -> Int64 {
        let start = ContinuousClock.now
        switch self {
        case .synchronous(let work):
            for _ in 0..<count {
                guard try work() else { throw WrongResult() }
            }
        case .asynchronous(let work): try await Self.repeat(count, work)
        }
        return Int64((.now - start) / .nanoseconds(1))
    }

    /// Runs where actors run, so that no verification has to leave the main thread and come back.
    @concurrent
    private static func `repeat`(_ count: Int, _ work: @Sendable () async throws -> Bool) async throws {
        for _ in 0..<count {
            guard try await work() else { throw WrongResult() }
        }
    }
}
