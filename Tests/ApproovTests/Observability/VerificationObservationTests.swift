import Approov
import ApproovTesting
import Crypto
import Foundation
import HTTPTypes
import InMemoryLogging
import InMemoryTracing
import Logging
import Testing
import Tracing

@Suite("Spans and log lines")
struct VerificationObservationTests {
    private let issuer: TestIssuer
    private let tracer = InMemoryTracer()
    private let log = InMemoryLogHandler()

    init() throws {
        self.issuer = try TestIssuer()
    }

    private static let observing = VerificationPolicy.standard {
        $0.tokenMode = .observe
        $0.binding = TokenBinding(to: BoundField(.authorization), mode: .observe)
    }

    /// Does something with the tracer and the logger that this suite looks at afterwards.
    private func observed(at level: Logger.Level = .trace, _ body: () throws -> Void) rethrows {
        try withTracer(self.tracer) {
            try withLogger(logLevel: level, handler: self.log) { _ in try body() }
        }
    }

    /// What the spans say, as name, outcome and mode.
    private var spans: [String] {
        self.tracer.finishedSpans.map { span in
            let attributes = span.attributes
            return "\(span.operationName) \(self.text(attributes.get("approov.outcome"))) "
                + self.text(attributes.get("approov.mode"))
        }
    }

    private func text(_ attribute: SpanAttribute?) -> String {
        guard case .string(let text)? = attribute else { return "nothing" }
        return text
    }

    /// What the log lines say, as level, message, outcome and mode.
    private var lines: [String] {
        self.log.entries.map { entry in
            "\(entry.level): \(entry.message) \(entry.metadata["approov.outcome"] ?? "nothing") "
                + "\(entry.metadata["approov.mode"] ?? "nothing")"
        }
    }

    // MARK: Spans

    @Test("A verification is a span with its outcome", arguments: TestToken.allCases)
    func spans(kind: TestToken) throws {
        let token = try self.issuer.token(kind)
        let verifier = self.issuer.verifier()
        let outcome = verifier.outcome(token: token)
        self.observed { _ = verifier.outcome(token: token) }
        self.observed { _ = verifier.assess(.request(token: token)) }
        #expect(self.spans == Array(repeating: "approov.verify \(outcome) enforce", count: 2))
        #expect(self.tracer.activeSpans.isEmpty)
        let span = try #require(self.tracer.finishedSpans.first)
        #expect(span.attributes.count == 2)
        #expect(span.errors.isEmpty)
        #expect(span.events.isEmpty)
    }

    @Test("The span of a request that passes although a check failed says so")
    func observedSpan() throws {
        let verifier = self.issuer.verifier(policy: Self.observing)
        self.observed { _ = verifier.assess(.request(token: "x", [.authorization: "a"])) }
        #expect(self.spans == ["approov.verify malformedToken observe"])
    }

    @Test("The span is inside the one that is current")
    func parent() throws {
        try self.observed {
            try withSpan("request") { _ in _ = self.issuer.verifier().outcome(token: try self.issuer.token()) }
        }
        let spans = self.tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["approov.verify", "request"])
        #expect(spans.first?.parentSpanID == spans.last?.spanID)
    }

    // MARK: Log lines

    @Test("A failed check is a line at debug level, with its reason", arguments: TestToken.allCases)
    func lines(kind: TestToken) throws {
        let token = try self.issuer.token(kind)
        let verifier = self.issuer.verifier()
        let rejection = verifier.rejection(token: token)
        self.observed { _ = verifier.outcome(token: token) }
        #expect(self.lines == (rejection.map { ["debug: Request rejected \($0.code) enforce"] } ?? []))
        guard let rejection, let entry = self.log.entries.first else { return }
        #expect(Set(entry.metadata.keys) == ["approov.outcome", "approov.mode", "approov.detail"])
        #expect(entry.metadata["approov.detail"] == "\(rejection.message)")
    }

    @Test("Each check that failed is a line, in the order of the checks")
    func observedLines() throws {
        self.observed {
            _ = self.issuer.verifier(policy: Self.observing).assess(.request(token: "x", [.authorization: "a"]))
        }
        #expect(
            self.lines == [
                "debug: Rejection observed malformedToken observe", "debug: Rejection observed bindingMismatch observe",
            ]
        )
        self.log.clear()
        let enforcing = VerificationPolicy.standard {
            $0.tokenMode = .observe
            $0.binding = TokenBinding(to: BoundField(.authorization))
        }
        self.observed { _ = self.issuer.verifier(policy: enforcing).assess(.request(token: "x")) }
        #expect(
            self.lines == [
                "debug: Rejection observed malformedToken observe",
                "debug: Request rejected bindingHeaderMissing enforce",
            ]
        )
    }

    @Test("Above debug level nothing is said", arguments: [Logger.Level.info, .notice, .warning, .error, .critical])
    func quiet(level: Logger.Level) throws {
        self.observed(at: level) {
            for token in [nil, "", "x", "NO_NETWORK"] { _ = self.issuer.verifier().outcome(token: token) }
            _ = ApproovVerifier(keys: .empty).outcome(token: try? self.issuer.token())
        }
        #expect(self.lines == [])
    }

    // MARK: Secrecy

    @Test("No log line and no span, at any level, says anything of the token or the bound value")
    func secrecy() throws {
        let bound = "Bearer very-confidential-access-token"
        let hash = Data(SHA256.hash(data: Array(bound.utf8))).base64EncodedString()
        var tokens = try TestToken.allCases.map { try self.issuer.token($0, boundTo: bound) }
        tokens.append(try self.issuer.token(boundTo: "something else"))
        tokens += ["confidential", "confidential.confidential.confidential", String(repeating: tokens[0], count: 50)]
        let enforcing = VerificationPolicy.standard { $0.binding = TokenBinding(to: BoundField(.authorization)) }
        for policy in [.standard, Self.observing, enforcing] {
            let verifier = self.issuer.verifier(policy: policy)
            for token in tokens {
                for fields in [[:], [.authorization: bound], [.authorization: "confidential"]] as [HTTPFields] {
                    self.observed {
                        _ = verifier.outcome(token: token, fields)
                        _ = verifier.assess(.request(token: token, fields))
                    }
                }
            }
        }
        #expect(self.log.entries.count > 50)
        #expect(self.tracer.finishedSpans.count > 50)
        let texts = Set(
            self.log.entries.map { "\($0.message) \($0.metadata) \(String(describing: $0.error))" }
                + self.tracer.finishedSpans.map { "\($0.operationName) \($0.attributes) \($0.errors) \($0.events)" }
        )
        for text in texts { expectNothing(of: tokens.dropLast() + [bound, hash, "confidential"], in: text) }
    }
}
