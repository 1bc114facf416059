/// The clock of a ``KeyRefresher``, and its dice.
package struct RefreshTime: Sendable {
    /// Returns the time since an event long ago.
    let now: @Sendable () -> Duration

    /// Waits.
    let sleep: @Sendable (Duration) async throws -> Void

    /// Returns a number from 0 to 1.
    let chance: @Sendable () -> Double

    /// Takes the time from a clock that goes on while the system sleeps and that nobody sets.
    package init<Time: Clock<Duration>>(
        _ clock: Time,
        chance: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        let start = clock.now
        self.now = { start.duration(to: clock.now) }
        self.sleep = { try await clock.sleep(for: $0) }
        self.chance = chance
    }
}
