import Approov
import ApproovTesting
import Synchronization
import Testing

@Suite("A replay memory in this process")
struct InMemoryReplayMemoryTests {
    /// Returns keys of as many different requests.
    private static func keys(_ count: Int) async throws -> [ReplayKey] {
        let memory = RecordingMemory()
        let replays = ReplayGuard(memory: memory, whenUnavailable: .refuse)
        for number in 0..<count {
            var scene = try SignedScene.get(("https", "api.example.com", "/\(number)"))
            try scene.sign()
            try await replays.check(try scene.verify().signatures, at: scene.now)
        }
        #expect(Set(memory.asked).count == count)
        return memory.asked
    }

    @Test("Of many who come at the same moment, one is the first")
    func concurrent() async throws {
        let keys = try await Self.keys(4)
        let memory = InMemoryReplayMemory()
        let firsts = try await withThrowingTaskGroup(of: [Bool].self) { group in
            for number in 0..<200 {
                group.addTask {
                    // Each in another order.
                    try (0..<keys.count).map { index in
                        try memory.insertIfAbsent(keys[(index + number) % keys.count], for: .seconds(60))
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1.filter(\.self).count }
        }
        #expect(firsts == keys.count)
        #expect(memory.description == "InMemoryReplayMemory(4 of 100000)")
    }

    @Test("It is not filled beyond its capacity by many at the same moment")
    func concurrentCapacity() async throws {
        let keys = try await Self.keys(40)
        let memory = InMemoryReplayMemory(capacity: 7)
        let outcomes = await withTaskGroup(of: Bool?.self) { group in
            for key in keys { group.addTask { try? memory.insertIfAbsent(key, for: .seconds(60)) } }
            return await group.reduce(into: [Bool?]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == true }.count == 7)
        #expect(outcomes.filter { $0 == nil }.count == 33)
    }

    @Test("What it was told to remember for a time it knows at the end of it, and forgets soon after")
    func expiry() async throws {
        let keys = try await Self.keys(3)
        for start in [Duration.zero, .milliseconds(1), .milliseconds(999)] {
            for length in [Duration.seconds(1), .milliseconds(1500), .milliseconds(45_999), .seconds(90)] {
                let clock = TestClock()
                let memory = InMemoryReplayMemory(capacity: 2, clock: clock)
                clock.advance(by: start)
                #expect(try memory.insertIfAbsent(keys[0], for: length))
                clock.advance(by: length - .milliseconds(1))
                #expect(try !memory.insertIfAbsent(keys[0], for: length))
                clock.advance(by: .milliseconds(1))
                #expect(try !memory.insertIfAbsent(keys[0], for: length), "\(start) \(length)")
                clock.advance(by: .seconds(2))
                #expect(try memory.insertIfAbsent(keys[1], for: length))
                #expect(memory.description == "InMemoryReplayMemory(1 of 2)")
                #expect(try memory.insertIfAbsent(keys[0], for: length))
            }
        }
    }

    @Test("Asking again does not make it remember for longer or shorter")
    func again() async throws {
        let keys = try await Self.keys(1)
        let clock = TestClock()
        let memory = InMemoryReplayMemory(capacity: 10, clock: clock)
        #expect(try memory.insertIfAbsent(keys[0], for: .seconds(10)))
        #expect(try !memory.insertIfAbsent(keys[0], for: .seconds(1)))
        clock.advance(by: .seconds(9))
        #expect(try !memory.insertIfAbsent(keys[0], for: .seconds(3600)))
        clock.advance(by: .seconds(4))
        #expect(try memory.insertIfAbsent(keys[0], for: .seconds(10)))
    }

    @Test("A full memory says so, knows what it knows, and has room again when something is forgotten")
    func capacity() async throws {
        let keys = try await Self.keys(4)
        let clock = TestClock()
        let memory = InMemoryReplayMemory(capacity: 2, clock: clock)
        #expect(try memory.insertIfAbsent(keys[0], for: .seconds(10)))
        #expect(try memory.insertIfAbsent(keys[1], for: .seconds(60)))
        for key in keys[2...] {
            #expect(throws: ReplayMemoryFull.self) { try memory.insertIfAbsent(key, for: .seconds(10)) }
        }
        #expect(try !memory.insertIfAbsent(keys[0], for: .seconds(10)))
        clock.advance(by: .seconds(12))
        #expect(try memory.insertIfAbsent(keys[2], for: .seconds(10)))
        #expect(throws: ReplayMemoryFull.self) { try memory.insertIfAbsent(keys[3], for: .seconds(10)) }
        #expect(try !memory.insertIfAbsent(keys[1], for: .seconds(10)))
        #expect("\(memory)" == "InMemoryReplayMemory(2 of 2)")
    }

    @Test("A memory without room remembers nothing", arguments: [0, -1])
    func noRoom(capacity: Int) async throws {
        let keys = try await Self.keys(1)
        let memory = InMemoryReplayMemory(capacity: capacity)
        #expect(throws: ReplayMemoryFull.self) { try memory.insertIfAbsent(keys[0], for: .seconds(1)) }
    }

    @Test(
        "No length of time traps",
        arguments: [Duration.zero, .seconds(-5), .seconds(Int64.max), .seconds(Int64.min)]
    )
    func extremes(length: Duration) async throws {
        let keys = try await Self.keys(1)
        let clock = TestClock()
        let memory = InMemoryReplayMemory(capacity: 1, clock: clock)
        #expect(try memory.insertIfAbsent(keys[0], for: length))
        #expect(try !memory.insertIfAbsent(keys[0], for: length))
        clock.advance(by: .seconds(100_000_000))
        #expect(try memory.insertIfAbsent(keys[0], for: .seconds(1)))
    }
}
