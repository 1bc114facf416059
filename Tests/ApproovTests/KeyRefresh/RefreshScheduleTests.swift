import Testing

@testable import Approov

@Suite("When keys are refreshed")
struct RefreshScheduleTests {
    private func schedule(interval: Int = 300, maximumAge: Int? = 86400) -> RefreshSchedule {
        RefreshSchedule(KeyRefreshTiming(interval: .seconds(interval), maximumAge: maximumAge.map { .seconds($0) }))
    }

    @Test("At first it is time")
    func first() {
        #expect(self.schedule().isDue(at: .zero))
    }

    @Test(
        "After a success it is time when the interval is over, or four fifths of the lifetime, but not within 30 seconds",
        arguments: [
            (300, nil, 300), (300, 1000, 300), (300, 375, 300), (300, 100, 80), (300, 40, 32), (300, 30, 30),
            (300, 0, 30),
            (10, 0, 10), (10, 1000, 10), (2, nil, 2),
        ] as [(Int, Int?, Int)]
    )
    func success(interval: Int, lifetime: Int?, wait: Int) {
        var schedule = self.schedule(interval: interval)
        schedule.succeed(at: .seconds(1000), lifetime: lifetime.map { .seconds($0) }, chance: 0)
        #expect(!schedule.isDue(at: .seconds(1000 + wait) - .milliseconds(1)))
        #expect(schedule.isDue(at: .seconds(1000 + wait)))
    }

    @Test("After failures it is time after one second, two, four and so on up to the interval")
    func failures() {
        var schedule = self.schedule()
        var now = Duration.zero
        for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300] {
            schedule.fail(at: now, chance: 0)
            #expect(!schedule.isDue(at: now + .seconds(wait) - .milliseconds(1)))
            now += .seconds(wait)
            #expect(schedule.isDue(at: now))
        }
        for _ in 0..<100 { schedule.fail(at: now, chance: 0) }
        #expect(schedule.isDue(at: now + .seconds(300)))
        schedule.succeed(at: now, lifetime: nil, chance: 0)
        schedule.fail(at: now, chance: 0)
        #expect(schedule.isDue(at: now + .seconds(1)))
    }

    @Test("Chance brings the time forward by at most a tenth", arguments: [(0.0, 300), (0.5, 285), (1.0, 270)])
    func jitter(chance: Double, wait: Int) {
        var schedule = self.schedule()
        schedule.succeed(at: .zero, lifetime: nil, chance: chance)
        #expect(!schedule.isDue(at: .seconds(wait - 1)))
        #expect(schedule.isDue(at: .seconds(wait) + .milliseconds(1)))
    }

    @Test("Keys are too old when the maximum age is over since the last success, whatever failed since")
    func age() {
        var schedule = self.schedule(maximumAge: 60)
        #expect(!schedule.isTooOld(at: .seconds(1_000_000)))
        #expect(schedule.age(at: .seconds(1)) == nil)
        schedule.succeed(at: .seconds(100), lifetime: nil, chance: 0)
        schedule.fail(at: .seconds(150), chance: 0)
        #expect(schedule.age(at: .seconds(150)) == .seconds(50))
        #expect(!schedule.isTooOld(at: .seconds(160) - .milliseconds(1)))
        #expect(schedule.isTooOld(at: .seconds(160)))
        schedule.forget()
        #expect(!schedule.isTooOld(at: .seconds(160)))
        var patient = self.schedule(maximumAge: nil)
        patient.succeed(at: .zero, lifetime: nil, chance: 0)
        #expect(!patient.isTooOld(at: .seconds(1_000_000_000)))
    }

    @Test("No duration is so long that reckoning with it would trap", arguments: [Int64.max, Int64.min])
    func extremes(seconds: Int64) {
        let duration = Duration.seconds(seconds)
        var timing = KeyRefreshTiming(interval: duration, maximumAge: duration)
        timing.retryDelay = duration
        var schedule = RefreshSchedule(timing.bounded)
        for _ in 0..<50 { schedule.fail(at: .seconds(1), chance: 1) }
        schedule.succeed(at: .seconds(1), lifetime: duration, chance: 1)
        #expect(schedule.isDue(at: .seconds(2) + KeyRefreshTiming.longest))
    }

    @Test("No duration is shorter than a second, so that nothing spins", arguments: [Duration.zero, .seconds(-5)])
    func bounds(duration: Duration) {
        var timing = KeyRefreshTiming(interval: duration, maximumAge: duration)
        timing.timeout = duration
        timing.retryDelay = duration
        timing.cooldown = duration
        let bounded = timing.bounded
        #expect(
            [bounded.interval, bounded.timeout, bounded.retryDelay, bounded.cooldown, bounded.maximumAge]
                == Array(repeating: Duration.seconds(1), count: 5)
        )
    }
}
