import Approov
import ApproovTesting
import HTTPTypes
import Metrics
import MetricsTestKit
import Testing

@Suite("Metrics")
struct VerificationMetricsTests {
    private let issuer: TestIssuer
    private let factory = TestMetrics()

    init() throws {
        self.issuer = try TestIssuer()
    }

    private func verifier(_ policy: VerificationPolicy = .standard) -> ApproovVerifier {
        withMetricsFactory(self.factory) { self.issuer.verifier(policy: policy) }
    }

    /// The counters that have counted something, as outcome, mode and count.
    private var counts: [String] {
        self.factory.counters.filter { $0.totalValue != 0 }
            .map { "\($0.label) \($0.dimensions.map(\.1).joined(separator: " ")) \($0.totalValue)" }
            .sorted()
    }

    @Test("A verification is counted by its outcome", arguments: TestToken.allCases)
    func outcomes(kind: TestToken) throws {
        let verifier = self.verifier()
        let token = try self.issuer.token(kind)
        let outcome = verifier.outcome(token: token)
        #expect(self.counts == ["approov.verifications \(outcome) enforce 1"])
        for _ in 0..<4 { _ = verifier.outcome(token: token) }
        #expect(self.counts == ["approov.verifications \(outcome) enforce 5"])
    }

    @Test("A verification is counted once, by the check that decides, and with its mode")
    func modes() throws {
        let observing = self.verifier(
            .standard {
                $0.tokenMode = .observe
                $0.binding = TokenBinding(to: BoundField(.authorization), mode: .observe)
            }
        )
        _ = observing.assess(.request(token: try self.issuer.token(.expired), [.authorization: "a"]))
        #expect(self.counts == ["approov.verifications expired observe 1"])
        let token = try self.issuer.token(boundTo: "a")
        _ = observing.assess(.request(token: token, [.authorization: "a"]))
        #expect(
            self.counts == ["approov.verifications accepted enforce 1", "approov.verifications expired observe 1"]
        )
        let binding = observing.applying(
            .standard {
                $0.tokenMode = .observe
                $0.binding = TokenBinding(to: BoundField(.authorization))
            }
        )
        _ = binding.assess(.request(token: try self.issuer.token(.expired), [.authorization: "a"]))
        #expect(
            self.counts == [
                "approov.verifications accepted enforce 1", "approov.verifications bindingMismatch enforce 1",
                "approov.verifications expired observe 1",
            ]
        )
    }

    @Test("Who asks for a yes or no is told no, and that is what is counted")
    func verifyIsEnforced() throws {
        let verifier = self.verifier(.standard { $0.tokenMode = .observe })
        #expect(verifier.outcome(token: nil) == "missingToken")
        #expect(self.counts == ["approov.verifications missingToken enforce 1"])
    }

    @Test("Every verification is timed")
    func duration() throws {
        let verifier = self.verifier()
        let timer = try self.factory.expectTimer("approov.verification.duration")
        #expect(timer.values == [])
        _ = verifier.outcome(token: try self.issuer.token())
        _ = verifier.outcome(token: nil)
        _ = verifier.assess(.request(token: "x"))
        #expect(timer.values.count == 3)
        #expect(timer.values.allSatisfy { $0 >= 0 })
        #expect(timer.dimensions.isEmpty)
    }

    @Test("Every dimension is there from the start, and no request can add one")
    func dimensions() throws {
        let verifier = self.verifier()
        let expected = Set(
            ["accepted enforce"]
                + Rejection.Code.all.flatMap { ["\($0) enforce", "\($0) observe"] }
        )
        func labels() -> Set<String> {
            Set(self.factory.counters.map { $0.dimensions.map(\.1).joined(separator: " ") })
        }
        #expect(labels() == expected)
        #expect(Set(self.factory.counters.map(\.label)) == ["approov.verifications", "approov.bodies"])
        #expect(self.factory.counters.allSatisfy { $0.dimensions.map(\.0) == ["outcome", "mode"] })
        for token in [
            nil, "", "x", try self.issuer.token(), try self.issuer.token(header: #"{"alg":"x"}"#, claims: "{}"),
        ] {
            _ = verifier.applying(.standard).assess(.request(token: token))
        }
        #expect(labels() == expected)
        #expect(self.factory.timers.count == 1)
    }

    @Test("Metrics go to the factory that was current when the verifier was made")
    func factoryOfTheMaker() throws {
        let other = TestMetrics()
        let verifier = self.verifier()
        withMetricsFactory(other) { _ = verifier.outcome(token: nil) }
        #expect(self.counts == ["approov.verifications missingToken enforce 1"])
        #expect(other.counters.isEmpty)
    }
}
