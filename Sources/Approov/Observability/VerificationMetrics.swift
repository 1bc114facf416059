import Metrics

/// The counters and the timer of a verifier, made once with every dimension they will ever have.
///
/// - `approov.verifications`, a counter with the dimensions `outcome` (`accepted`, or the code of the check that failed) and
///   `mode` (`enforce` or `observe`);
/// - `approov.verification.duration`, a timer;
/// - `approov.bodies`, a counter with the same dimensions of the bodies that were compared with a signed digest.
final class VerificationMetrics: Sendable {
    /// Whether durations go anywhere.
    ///
    /// If not, the clock need not be read.
    let isRecording: Bool

    /// The verifications.
    let verifications = OutcomeCounters(label: "approov.verifications")

    /// The bodies.
    let bodies = OutcomeCounters(label: "approov.bodies")

    private let duration = Timer(label: "approov.verification.duration")

    init() {
        self.isRecording = !(MetricsSystem.factory is NOOPMetricsHandler)
    }

    /// Records how long a verification took.
    func record(_ duration: Duration) {
        self.duration.record(duration: duration)
    }
}
