/// The comparison of a body with its signed digest as it looks from outside: a count, and a log line if it fails.
struct BodyObservation: Sendable {
    /// What follows if the comparison fails.
    let mode: Enforcement

    private let counters: OutcomeCounters

    init(_ counters: OutcomeCounters, mode: Enforcement) {
        self.counters = counters
        self.mode = mode
    }

    /// Ends the observation.
    ///
    /// - Parameter rejection: Why the body is refused, if it is.
    func end(refusing rejection: Rejection? = nil) {
        self.counters.count(rejection, mode: self.mode)
        if let rejection { VerificationOutcome.log(rejection, mode: self.mode) }
    }
}
