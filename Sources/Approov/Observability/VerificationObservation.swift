import Tracing

/// One verification as it looks from outside: a span, a count, a duration, and a log line for each failed check.
struct VerificationObservation {
    /// What is kept until the verification ends, in a place of its own, so that it costs nothing when nobody wants to know.
    private final class Recording {
        let start: ContinuousClock.Instant?
        let span: (any Span)?

        init(start: ContinuousClock.Instant?, span: (any Span)?) {
            self.start = start
            self.span = span
        }
    }

    private let metrics: VerificationMetrics
    private let recording: Recording?

    init(metrics: VerificationMetrics) {
        self.metrics = metrics
        let isTracing = Self.isTracing
        guard metrics.isRecording || isTracing else {
            self.recording = nil
            return
        }
        self.recording = Recording(
            start: metrics.isRecording ? .now : nil,
            span: isTracing ? InstrumentationSystem.tracer.startAnySpan("approov.verify") : nil
        )
    }

    /// Whether anybody looks at spans.
    ///
    /// Asking first is cheaper than making one that does nothing, and comparing types is cheaper than a cast.
    private static var isTracing: Bool { type(of: InstrumentationSystem.instrument) != NoOpInstrument.self }

    /// Ends the observation.
    ///
    /// - Parameters:
    ///   - observed: The failed checks that let the request pass.
    ///   - rejection: The failed check that did not.
    func end(observing observed: [Rejection] = [], refusing rejection: Rejection? = nil) {
        if let start = self.recording?.start { self.metrics.record(.now - start) }
        let mode: Enforcement = rejection == nil && !observed.isEmpty ? .observe : .enforce
        let decisive = rejection ?? observed.first
        self.metrics.verifications.count(decisive, mode: mode)
        if let span = self.recording?.span {
            span.attributes[VerificationOutcome.key] = decisive?.code.description ?? VerificationOutcome.accepted
            span.attributes[VerificationOutcome.modeKey] = mode.rawValue
            span.end()
        }
        for rejection in observed { VerificationOutcome.log(rejection, mode: .observe) }
        if let rejection { VerificationOutcome.log(rejection, mode: .enforce) }
    }
}
