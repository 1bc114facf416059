import Logging
import Metrics

/// The refreshing of keys as it looks from outside: counters, gauges, and one log line for each change of state.
///
/// - `approov.keys.refreshes`, a counter with the dimensions `source` and `outcome` (`changed`, `unchanged` or `failed`);
/// - `approov.keys.age`, a gauge with the dimension `source`: the seconds since the keys were last found to be those of the source;
/// - `approov.keys.valid`, a gauge with the dimension `source`: how many keys are valid.
struct KeyRefreshObservation: Sendable {
    enum Outcome: String, CaseIterable { case changed, unchanged, failed }

    private let source: String
    private let logger: Logger?
    private let refreshes: [Outcome: Counter]
    private let age: Gauge
    private let count: Gauge

    init(source: String, logger: Logger?) {
        self.source = source
        self.logger = logger
        self.refreshes = Dictionary(
            uniqueKeysWithValues: Outcome.allCases.map { outcome in
                let dimensions = [("source", source), ("outcome", outcome.rawValue)]
                return (outcome, Counter(label: "approov.keys.refreshes", dimensions: dimensions))
            }
        )
        self.age = Gauge(label: "approov.keys.age", dimensions: [("source", source)])
        self.count = Gauge(label: "approov.keys.valid", dimensions: [("source", source)])
    }

    /// Notes how old the keys are, and how many.
    func keep(_ ring: KeyRing, age: Duration?) {
        if let age { self.age.record(age / .seconds(1)) }
        self.count.record(ring.keys.count)
    }

    /// Notes a look at the source that succeeded.
    ///
    /// - Parameters:
    ///   - ring: The keys that are valid now, if they have changed.
    ///   - failures: How many looks before this one failed.
    func succeed(_ ring: KeyRing?, after failures: Int) {
        self.refreshes[ring == nil ? .unchanged : .changed]?.increment()
        if failures > 0 { self.log(.info, "Keys are refreshed again", ["approov.keys.failures": "\(failures)"]) }
        if let ring { self.log(.info, "Keys have changed", ["approov.keys.valid": "\(ring.keys.count)"]) }
    }

    /// Notes a look at the source that failed, and says so if it is the first.
    func fail(_ error: any Error, after failures: Int) {
        self.refreshes[.failed]?.increment()
        guard failures == 0 else { return }
        self.log(.warning, "Keys cannot be refreshed", ["approov.detail": "\(Self.reason(error))"])
    }

    /// Notes that the keys are too old to be used.
    func expire() {
        self.log(.error, "Keys are too old and no longer used", [:])
    }

    private func log(_ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata) {
        (self.logger ?? .current).log(
            level: level,
            message,
            metadata: metadata.merging(["approov.keys.source": "\(self.source)"]) { own, _ in own }
        )
    }

    /// What is known not to hold anything secret.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as KeyError: error.message
        case let error as KeySourceError: error.message
        default: "\(type(of: error))"
        }
    }
}
