import Metrics

/// Counters of one label, one for each way in which a check can end, made once.
final class OutcomeCounters: Sendable {
    private let accepted: Counter
    private let enforced: [Rejection.Code: Counter]
    private let observed: [Rejection.Code: Counter]

    init(label: String) {
        func counter(_ outcome: String, _ mode: Enforcement) -> Counter {
            Counter(label: label, dimensions: [("outcome", outcome), ("mode", mode.rawValue)])
        }
        func counters(_ mode: Enforcement) -> [Rejection.Code: Counter] {
            Dictionary(uniqueKeysWithValues: Rejection.Code.all.map { ($0, counter($0.description, mode)) })
        }
        self.accepted = counter(VerificationOutcome.accepted, .enforce)
        self.enforced = counters(.enforce)
        self.observed = counters(.observe)
    }

    /// Counts a check by what failed, if anything did.
    func count(_ rejection: Rejection?, mode: Enforcement) {
        guard let code = rejection?.code else { return self.accepted.increment() }
        switch mode {
        case .enforce: self.enforced[code]?.increment()
        case .observe: self.observed[code]?.increment()
        }
    }
}
