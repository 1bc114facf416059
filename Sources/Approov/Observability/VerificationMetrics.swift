import Metrics

/// The counters and the timer of a verifier, made once with every dimension they will ever have.
///
/// - `approov.verifications`, a counter with the dimensions `outcome` (`accepted`, or the code of the check that failed) and
///   `mode` (`enforce` or `observe`);
/// - `approov.verification.duration`, a timer.
struct VerificationMetrics: Sendable {
    /// Whether durations go anywhere.
    ///
    /// If not, the clock need not be read.
    let isRecording: Bool

    private let accepted: Counter
    private let enforced: [Rejection.Code: Counter]
    private let observed: [Rejection.Code: Counter]
    private let duration: Timer

    init() {
        func counter(_ outcome: String, _ mode: Enforcement) -> Counter {
            Counter(label: "approov.verifications", dimensions: [("outcome", outcome), ("mode", mode.rawValue)])
        }
        func counters(_ mode: Enforcement) -> [Rejection.Code: Counter] {
            Dictionary(uniqueKeysWithValues: Rejection.Code.all.map { ($0, counter($0.description, mode)) })
        }
        self.isRecording = !(MetricsSystem.factory is NOOPMetricsHandler)
        self.accepted = counter(VerificationOutcome.accepted, .enforce)
        self.enforced = counters(.enforce)
        self.observed = counters(.observe)
        self.duration = Timer(label: "approov.verification.duration")
    }

    /// Counts a verification by the check that failed, if one did.
    func count(_ rejection: Rejection?, mode: Enforcement) {
        guard let code = rejection?.code else { return self.accepted.increment() }
        switch mode {
        case .enforce: self.enforced[code]?.increment()
        case .observe: self.observed[code]?.increment()
        }
    }

    /// Records how long a verification took.
    func record(_ duration: Duration) {
        self.duration.record(duration: duration)
    }
}
