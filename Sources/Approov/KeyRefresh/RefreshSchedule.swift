/// When to look at a key source next, from what came of the looks so far.
///
/// Points in time are durations since an event long ago, by a clock that nobody can set.
struct RefreshSchedule: Sendable {
    private let timing: KeyRefreshTiming
    private var due: Duration?
    private var lastSuccess: Duration?
    private(set) var failures = 0

    init(_ timing: KeyRefreshTiming) {
        self.timing = timing
    }

    /// Returns whether it is time to look, as it is at first.
    func isDue(at now: Duration) -> Bool {
        self.due.map { $0 <= now } ?? true
    }

    /// Returns how long it is until it is time to look.
    func wait(at now: Duration) -> Duration {
        self.due.map { max($0 - now, .zero) } ?? .zero
    }

    /// Returns how long ago the keys were found to be those of the source, if they ever were.
    func age(at now: Duration) -> Duration? {
        self.lastSuccess.map { now - $0 }
    }

    /// Returns whether the keys are too old to be used.
    func isTooOld(at now: Duration) -> Bool {
        guard let limit = self.timing.maximumAge, let age = self.age(at: now) else { return false }
        return age >= limit
    }

    /// Notes that the keys are those of the source.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - lifetime: How long the source says that they stay good, if it does.
    ///   - chance: A number from 0 to 1.
    mutating func succeed(at now: Duration, lifetime: Duration?, chance: Double) {
        let soonest = min(self.timing.interval, KeyRefreshTiming.shortestInterval)
        let wanted = lifetime.map { min(max($0, .zero), KeyRefreshTiming.longest) * 0.8 } ?? self.timing.interval
        self.failures = 0
        self.lastSuccess = now
        self.rest(for: min(max(wanted, soonest), self.timing.interval), from: now, chance: chance)
    }

    /// Notes that the source could not be looked at.
    mutating func fail(at now: Duration, chance: Double) {
        let doublings = min(self.failures, 20)
        self.failures += 1
        self.rest(for: min(self.timing.retryDelay * (1 << doublings), self.timing.interval), from: now, chance: chance)
    }

    /// Notes that the keys are no longer used.
    mutating func forget() {
        self.lastSuccess = nil
    }

    private mutating func rest(for duration: Duration, from now: Duration, chance: Double) {
        self.due = now + duration * (1 - KeyRefreshTiming.jitter * chance)
    }
}
