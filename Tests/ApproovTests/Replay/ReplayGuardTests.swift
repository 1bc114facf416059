import Approov
import ApproovTesting
import HTTPMessageSignatures
import HTTPTypes
import InMemoryLogging
import Logging
import Testing

@Suite("Replays")
struct ReplayGuardTests {
    private static func outcome(_ scene: SignedScene, _ replays: ReplayGuard) async -> String {
        await scene.verifier.assess(scene.evidence, replays: replays).outcome
    }

    @Test("A signed request passes once, and without a guard again and again")
    func once() async throws {
        var scene = try SignedScene()
        try scene.sign()
        let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
        #expect(await Self.outcome(scene, replays) == "accepted")
        for _ in 0..<3 { #expect(await Self.outcome(scene, replays) == "replayed") }
        for _ in 0..<3 { #expect(await scene.verifier.assess(scene.evidence, replays: nil).outcome == "accepted") }
    }

    @Test("Of many copies at the same moment, one passes")
    func concurrent() async throws {
        var scene = try SignedScene()
        try scene.sign()
        let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
        let verifier = scene.verifier
        let evidence = scene.evidence
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { await verifier.assess(evidence, replays: replays).outcome } }
            return await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == "accepted" }.count == 1)
        #expect(outcomes.filter { $0 == "replayed" }.count == 49)
    }

    /// What somebody changes of a request that was accepted, in the hope that it passes for another.
    private static let disguises: [(String, @Sendable (inout HTTPRequest) -> Void)] = [
        ("a field that is not covered", { $0.headerFields[.userAgent] = "App/2" }),
        ("the host in capitals", { $0.authority = "API.EXAMPLE.COM:443" }),
        ("white space in Signature-Input", { $0.replace(.signatureInput, #"" ""#, #""  ""#) }),
        ("the fields in another order", { $0.headerFields = HTTPFields($0.headerFields.reversed()) }),
        (
            "another label beside it",
            {
                $0.headerFields.append(HTTPField(name: .signature, value: "x=:AAAA:"))
                $0.headerFields.append(HTTPField(name: .signatureInput, value: "x=()"))
            }
        ),
    ]

    @Test("No disguise makes a replay another request")
    func disguises() async throws {
        for (name, change) in Self.disguises {
            var scene = try SignedScene()
            try scene.sign()
            let memory = RecordingMemory()
            let replays = ReplayGuard(memory: memory, whenUnavailable: .refuse)
            #expect(await Self.outcome(scene, replays) == "accepted")
            change(&scene.request)
            #expect(await Self.outcome(scene, replays) == "replayed", "\(name)")
            #expect(Set(memory.asked).count == 1)
        }
    }

    @Test("Requests that differ in anything that is signed are different")
    func different() async throws {
        let memory = RecordingMemory()
        let replays = ReplayGuard(memory: memory, whenUnavailable: .refuse)
        let traceID = try #require(HTTPField.Name("Approov-TraceID"))
        let scene = try SignedScene()
        for change in [
            { _ in }, { $0.app.created = 1_900_000_001 }, { $0.app.lifetime = 16 },
            { $0.request.headerFields[traceID] = "1" }, { $0.request.headerFields[traceID] = "2" },
            { $0.request.path = "/v1/orders" }, { $0.request.method = .put }, { $0.body = [] },
        ] as [(inout SignedScene) -> Void] {
            var other = scene
            change(&other)
            try other.sign()
            #expect(await Self.outcome(other, replays) == "accepted")
        }
        #expect(Set(memory.asked).count == 8)
        #expect(memory.asked.allSatisfy { $0.bytes.count == 32 })
    }

    @Test("Both signatures are remembered, and either gives a replay away")
    func bothLabels() async throws {
        let account = try TestAccountKey()
        var scene = try SignedScene(accountKey: account)
        scene.signing = MessageSigning(
            installation: .ifPresent,
            account: .ifPresent,
            accountKeys: try AccountSigningKeys([account.keyID: account.secret])
        )
        try scene.sign()
        let memory = RecordingMemory()
        let replays = ReplayGuard(memory: memory, whenUnavailable: .refuse)
        #expect(await Self.outcome(scene, replays) == "accepted")
        #expect(Set(memory.asked).count == 2)
        for label in ["install", "account"] {
            var stripped = scene
            for name in [HTTPField.Name.signature, .signatureInput] {
                let kept = (scene.request.headerFields[name] ?? "").split(separator: ", ").filter {
                    $0.hasPrefix("\(label)=")
                }
                #expect(kept.count == 1)
                stripped.request.headerFields[name] = kept.joined()
            }
            #expect(await Self.outcome(stripped, replays) == "replayed", "\(label)")
        }
        var unsigned = scene
        unsigned.request.headerFields[.signature] = nil
        unsigned.request.headerFields[.signatureInput] = nil
        #expect(await Self.outcome(unsigned, replays) == "accepted")
        #expect(Set(memory.asked).count == 2)
    }

    @Test("The memory is asked for as long as the request could be sent again, and longer than nothing")
    func durations() async throws {
        for (age, lifetime, seconds) in [
            (0, 15, 45), (0, nil, 90), (10, 15, 35), (45, 15, 1), (44.5, 15, 1), (43.5, 15, 1.5), (-30, 15, 75),
        ] as [(Double, Int64?, Double)] {
            var scene = try SignedScene()
            scene.app.lifetime = lifetime
            try scene.sign()
            scene.now = scene.issuer.now.advanced(bySeconds: age)
            let memory = RecordingMemory()
            let replays = ReplayGuard(memory: memory, whenUnavailable: .refuse)
            #expect(await Self.outcome(scene, replays) == "accepted")
            #expect(memory.durations == [.seconds(seconds)])
        }
    }

    @Test("A request is remembered as long as its signature counts")
    func lastMoment() async throws {
        var scene = try SignedScene()
        try scene.sign()
        let clock = TestClock()
        let replays = ReplayGuard(memory: InMemoryReplayMemory(capacity: 10, clock: clock), whenUnavailable: .refuse)
        scene.now = scene.issuer.now.advanced(bySeconds: 0.75)
        #expect(await Self.outcome(scene, replays) == "accepted")
        clock.advance(by: .milliseconds(44_250))
        scene.now = scene.issuer.now.advanced(bySeconds: 45)
        #expect(await Self.outcome(scene, replays) == "replayed")
        scene.now = scene.issuer.now.advanced(bySeconds: 45.25)
        #expect(await Self.outcome(scene, replays) == "signatureExpired")
    }

    /// What is wrong with a request, so that nobody asks the memory.
    private static let bad: [(String, @Sendable (inout SignedScene) throws -> Void)] = [
        ("missingToken", { $0.request.headerFields[.approovToken] = nil }),
        ("duplicateHeader", { $0.request.headerFields.append(HTTPField(name: .approovToken, value: "x")) }),
        ("invalidSignature", { $0.request.headerFields[.approovToken] = try $0.issuer.token(.wrongKey) }),
        ("expired", { $0.request.headerFields[.approovToken] = try $0.issuer.token(.expired) }),
        (
            "signatureKeyMissing",
            { $0.request.headerFields[.approovToken] = try $0.issuer.token(boundTo: "Bearer user-access-token") }
        ),
        ("bindingHeaderMissing", { $0.request.headerFields[.authorization] = nil }),
        ("signatureMissing", { $0.request.headerFields[.signature] = nil }),
        ("signatureMalformed", { $0.request.headerFields[.signature] = "install=1" }),
        ("signatureAlgorithmNotAllowed", { $0.request.replace(.signatureInput, "ecdsa", "rsa") }),
        ("signatureCoverageInsufficient", { $0.request.replace(.signatureInput, #""@method" "#, "") }),
        ("signatureExpired", { $0.now = $0.now.advanced(bySeconds: 46) }),
        ("messageSignatureInvalid", { $0.request.method = .put }),
        ("messageSignatureInvalid", { $0.request.signatureBytes[0] ^= 1 }),
        ("digestMissing", { $0.request.headerFields[.contentDigest] = "md5=:AAAA:" }),
    ]

    @Test("The memory is asked when everything else is right, and not before")
    func notAsked() async throws {
        for (expected, change) in Self.bad {
            let memory = RecordingMemory()
            let replays = ReplayGuard(memory: memory, whenUnavailable: .refuse)
            var scene = try SignedScene()
            scene.request.headerFields[.approovToken] = try scene.issuer.token(
                boundTo: "Bearer user-access-token",
                for: scene.app.installation
            )
            if expected == "digestMissing" { try change(&scene) }
            try scene.sign()
            if expected != "digestMissing" { try change(&scene) }
            let policy = VerificationPolicy.standard {
                $0.binding = TokenBinding(to: BoundField(.authorization))
                $0.messageSigning = scene.signing
            }
            let verdict = await scene.verifier.applying(policy).assess(scene.evidence, replays: replays)
            #expect(verdict.outcome == expected)
            #expect(memory.asked.isEmpty, "\(expected)")
        }
    }

    @Test("A refused request can be sent rightly afterwards")
    func notPoisoned() async throws {
        var scene = try SignedScene()
        try scene.sign()
        let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
        var altered = scene
        altered.request.signatureBytes[5] ^= 1
        #expect(await Self.outcome(altered, replays) == "messageSignatureInvalid")
        #expect(await Self.outcome(scene, replays) == "accepted")
    }

    @Test(
        "What follows when the memory cannot tell is chosen",
        arguments: [ReplayGuard.Unavailability.refuse, .accept]
    )
    func unavailable(choice: ReplayGuard.Unavailability) async throws {
        var scene = try SignedScene()
        try scene.sign()
        let log = InMemoryLogHandler()
        for guarding in [
            ReplayGuard(memory: RecordingMemory(fails: true), whenUnavailable: choice),
            ReplayGuard(memory: InMemoryReplayMemory(capacity: 0), whenUnavailable: choice),
        ] {
            await withLogger(logLevel: .info, handler: log) { _ in
                for _ in 0..<2 {
                    #expect(await Self.outcome(scene, guarding) == (choice == .refuse ? "replayed" : "accepted"))
                }
            }
        }
        #expect(log.entries.map(\.level) == Array(repeating: .error, count: 4))
        #expect(
            Set(log.entries.map { "\($0.message) \($0.metadata)" }) == [
                "The replay memory fails [\"error\": Failure]", "The replay memory fails [\"error\": ReplayMemoryFull]",
            ]
        )
    }

    @Test("An unsigned request is no replay of another")
    func unsigned() async throws {
        var scene = try SignedScene()
        scene.signing.installation = .ifPresent
        try scene.attest()
        let memory = RecordingMemory(fails: true)
        let replays = ReplayGuard(memory: memory, whenUnavailable: .refuse)
        for _ in 0..<2 { #expect(await Self.outcome(scene, replays) == "accepted") }
        #expect(memory.asked.isEmpty)
    }
}
