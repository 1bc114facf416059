import Approov
import ApproovTesting
import HTTPTypes
import InMemoryLogging
import Logging
import Metrics
import MetricsTestKit
import Testing

@Suite("Observed signatures")
struct ObservedSignatureTests {
    private let metrics = TestMetrics()
    private let log = InMemoryLogHandler()

    /// The counters that have counted something, as label, outcome, mode and count.
    private var counts: [String] {
        self.metrics.counters.filter { $0.totalValue != 0 }
            .map { "\($0.label) \($0.dimensions.map(\.1).joined(separator: " ")) \($0.totalValue)" }
            .sorted()
    }

    /// What the log lines say, as outcome and mode.
    private var lines: [String] {
        self.log.entries.map { "\($0.metadata["approov.outcome"] ?? "") \($0.metadata["approov.mode"] ?? "")" }
    }

    /// Returns the verdict on a request, with the body that follows it read to its end.
    private func assess(_ scene: SignedScene, replays: ReplayGuard? = nil) async throws -> Verdict {
        try await withLogger(logLevel: .trace, handler: self.log) { _ in
            let verifier = withMetricsFactory(self.metrics) { scene.verifier }
            let verdict = await verifier.assess(scene.evidence, replays: replays)
            var verification = verdict.attestation?.bodyVerification
            for byte in scene.body ?? [] { try verification?.update([byte]) }
            try verification?.finish()
            return verdict
        }
    }

    private func scene(mode: Enforcement = .observe) throws -> SignedScene {
        var scene = try SignedScene()
        scene.signing.mode = mode
        return scene
    }

    @Test("A bad signature passes, is counted and logged, and proves nothing")
    func signature() async throws {
        var scene = try self.scene()
        try scene.sign()
        scene.request.method = .put
        let verdict = try await self.assess(scene)
        #expect(verdict.outcome == "observed messageSignatureInvalid")
        let attestation = try #require(verdict.attestation)
        #expect(attestation.signatures.isEmpty)
        #expect(attestation.bodyVerification == nil)
        #expect(self.counts == ["approov.verifications messageSignatureInvalid observe 1"])
        #expect(self.lines == ["messageSignatureInvalid observe"])
        #expect(scene.outcome == "messageSignatureInvalid", "Who asks for a yes or no is told no.")
    }

    @Test("One bad signature of two leaves none")
    func twoSignatures() async throws {
        let account = try TestAccountKey()
        var scene = try SignedScene(accountKey: account)
        scene.signing.mode = .observe
        scene.signing.account = .required
        scene.signing.accountKeys = try AccountSigningKeys([account.keyID: [UInt8](repeating: 1, count: 32)])
        try scene.sign()
        let verdict = try await self.assess(scene)
        #expect(verdict.outcome == "observed messageSignatureInvalid")
        #expect(verdict.attestation?.signatures.isEmpty == true)
    }

    @Test("Another body than the signed one passes, is counted apart and logged", arguments: Enforcement.allCases)
    func body(mode: Enforcement) async throws {
        var scene = try self.scene(mode: mode)
        try scene.sign()
        scene.body = Array("another".utf8)
        let verdict: Verdict?
        do {
            verdict = try await self.assess(scene)
        } catch let error as Rejection {
            verdict = nil
            #expect(error.code == .digestMismatch)
        }
        #expect((verdict == nil) == (mode == .enforce))
        #expect(
            self.counts == [
                "approov.bodies digestMismatch \(mode) 1", "approov.verifications accepted enforce 1",
            ]
        )
        #expect(self.lines == ["digestMismatch \(mode)"])
    }

    @Test("A right body is counted as such")
    func rightBody() async throws {
        var scene = try self.scene()
        try scene.sign()
        #expect(try await self.assess(scene).outcome == "accepted")
        #expect(self.counts == ["approov.bodies accepted enforce 1", "approov.verifications accepted enforce 1"])
        #expect(self.lines.isEmpty)
    }

    @Test("A replay passes, and is counted once", arguments: Enforcement.allCases)
    func replay(mode: Enforcement) async throws {
        var scene = try self.scene(mode: mode)
        scene.body = nil
        try scene.sign()
        let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
        #expect(try await self.assess(scene, replays: replays).outcome == "accepted")
        let second = try await self.assess(scene, replays: replays)
        #expect(second.outcome == (mode == .enforce ? "replayed" : "observed replayed"))
        #expect((second.attestation == nil) == (mode == .enforce))
        #expect(
            self.counts == ["approov.verifications accepted enforce 1", "approov.verifications replayed \(mode) 1"]
        )
        #expect(self.lines == ["replayed \(mode)"])
    }

    @Test("A bad token is refused, however the signature is judged")
    func token() async throws {
        var scene = try self.scene()
        scene.request.headerFields[.approovToken] = try scene.issuer.token(.wrongKey, for: scene.app.installation)
        try scene.sign()
        #expect(try await self.assess(scene).outcome == "invalidSignature")
    }

    @Test("With a bad token that is observed there is no key, so a demanded signature is refused")
    func observedToken() throws {
        var scene = try self.scene(mode: .enforce)
        scene.request.headerFields[.approovToken] = try scene.issuer.token(.wrongKey, for: scene.app.installation)
        try scene.sign()
        for (requirement, mode, expected) in [
            (SigningRequirement.required, Enforcement.enforce, "signatureKeyMissing"),
            (.ifPresent, .enforce, "signatureKeyMissing"), (.off, .enforce, "observed invalidSignature"),
            (.required, .observe, "observed invalidSignature signatureKeyMissing"),
        ] {
            scene.signing.installation = requirement
            scene.signing.mode = mode
            let policy = VerificationPolicy.standard {
                $0.tokenMode = .observe
                $0.messageSigning = scene.signing
            }
            #expect(scene.verifier.applying(policy).assess(scene.evidence).outcome == expected)
        }
    }

    @Test("The order is token, binding, signature")
    func order() throws {
        var scene = try self.scene()
        let policy = VerificationPolicy.standard {
            $0.binding = TokenBinding(to: BoundField(.authorization), mode: .observe)
            $0.messageSigning = scene.signing
        }
        try scene.attest()
        let verdict = scene.verifier.applying(policy).assess(scene.evidence)
        #expect(verdict.outcome == "observed bindingClaimMissing signatureMissing")
        #expect(scene.verifier.applying(policy).outcome(token: nil) == "missingToken")
    }

    @Test(
        "An operator is told what arrived where no public origin is configured, and nothing else that the client says"
    )
    func advice() throws {
        var scene = try self.scene(mode: .enforce)
        try scene.sign()
        scene.request.scheme = "http"
        scene.request.authority = "backend.internal:8080"
        let message = { (scene: SignedScene) in #expect(throws: Rejection.self) { try scene.verify() }?.message ?? "" }
        #expect(message(scene).contains("http://backend.internal:8080"))
        #expect(message(scene).contains("public origin"))
        scene.signing.origin = .fixed(try PublicOrigin("https://other.example.com"))
        #expect(!message(scene).contains("backend"))
        scene.signing.origin = .ofRequest
        scene.request.authority = "a\u{1B}[31m"
        #expect(!message(scene).contains("\u{1B}"))
        scene.request.authority = String(repeating: "a", count: 256)
        #expect(!message(scene).contains("aaa"))
        scene.request.scheme = "a\nb"
        #expect(!message(scene).contains("\n"))
        (scene.request.scheme, scene.request.authority) = (nil, nil)
        #expect(scene.outcome == "messageSignatureInvalid")
    }
}
