import Approov
import ApproovTesting
import InMemoryLogging
import Logging
import Metrics
import MetricsTestKit
import Testing

@Suite("Refreshing keys")
struct KeyRefresherTests {
    private let old: TestIssuer
    private let new: TestIssuer
    private let store = KeyStore(.empty)
    private let source = ScriptedSource()
    private let clock = TestClock()
    private let logs = InMemoryLogHandler()
    private let metrics = TestMetrics()

    init() throws {
        self.old = try TestIssuer(algorithm: .es256, keyID: "1")
        self.new = try TestIssuer(algorithm: .es256, keyID: "2")
    }

    /// Runs a refresher while a test goes on.
    private func refreshing(
        _ timing: KeyRefreshTiming = KeyRefreshTiming(interval: .seconds(20), maximumAge: nil),
        beside lasting: KeyRing = .empty,
        _ test: (KeyRefresher) async throws -> Void
    ) async throws {
        var logger = Logger(label: "keys", factory: { _ in self.logs })
        logger.logLevel = .info
        let refresher = withMetricsFactory(self.metrics) {
            KeyRefresher(
                of: self.store,
                from: self.source,
                beside: lasting,
                timing: timing,
                logger: logger,
                time: RefreshTime(self.clock, chance: { 0 })
            )
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await refresher.run() }
            try await test(refresher)
            group.cancelAll()
        }
    }

    /// Lets time pass a quarter of a second at a time, as a refresher looks at its clock.
    private func pass(_ seconds: Int) async {
        for _ in 0..<seconds * 4 {
            await self.clock.sleeper(until: .milliseconds(250))
            self.clock.advance(by: .milliseconds(250))
        }
    }

    /// How many looks at the source are over.
    private var refreshes: Int64 {
        self.metrics.counters.filter { $0.label == "approov.keys.refreshes" }.map(\.totalValue).reduce(0, +)
    }

    /// Answers, waits until the refresher has taken the answer, and returns the version that it had asked about.
    private func answer(_ answer: Result<KeyUpdate, any Error>) async -> String? {
        let before = self.refreshes
        let version = await self.source.answer(answer)
        await eventually { self.refreshes > before }
        return version
    }

    private func answer(_ issuers: TestIssuer..., version: String? = nil) async throws -> String? {
        let ring = try KeyRing(issuers.map(\.key))
        return await self.answer(.success(.changed(to: ring, version: version)))
    }

    private func fail() async {
        _ = await self.answer(.failure(KeySourceError(.unreachable, "There is no answer.")))
    }

    private func keyIDs(_ keyIDs: [String?]) async {
        await eventually { self.store.snapshot.keys.map(\.keyID) == keyIDs }
        #expect(self.store.snapshot.keys.map(\.keyID) == keyIDs)
    }

    private func messages(_ count: Int) async -> [String] {
        await eventually { self.logs.entries.count >= count }
        return self.logs.entries.map { "\($0.level) \($0.message)" }
    }

    @Test("Keys are read at the start, and read again when the interval is over")
    func interval() async throws {
        try await self.refreshing {
            _ in
            #expect(!self.store.isReady)
            let asked1 = try await self.answer(self.old, version: "a")
            #expect(asked1 == nil)
            await self.keyIDs(["1"])
            #expect(self.store.isReady)
            await self.pass(20)
            let asked2 = try await self.answer(self.new, version: "b")
            #expect(asked2 == "a")
            await self.keyIDs(["2"])
            await self.pass(20)
            #expect(await self.answer(.success(.unchanged())) == "b")
            await self.pass(20)
            let asked3 = try await self.answer(self.old)
            #expect(asked3 == "b")
            await self.keyIDs(["1"])
        }
        #expect(self.source.count == 4)
    }

    @Test("While a source fails the keys stay, the first failure is logged and every one counted")
    func failures() async throws {
        try await self.refreshing { _ in
            _ = try await self.answer(self.old)
            await self.keyIDs(["1"])
            await self.pass(20)
            for wait in [1, 2, 4, 8] {
                await self.fail()
                await self.pass(wait)
            }
            #expect(self.store.snapshot.keys.map(\.keyID) == ["1"])
            _ = try await self.answer(self.new)
            await self.keyIDs(["2"])
            let messages = await self.messages(4)
            #expect(
                messages == [
                    "info Keys have changed", "warning Keys cannot be refreshed", "info Keys are refreshed again",
                    "info Keys have changed",
                ]
            )
        }
        let counts = self.metrics.counters.filter { $0.label == "approov.keys.refreshes" && $0.totalValue > 0 }
        #expect(
            Set(counts.map { "\($0.dimensions.map(\.1)) \($0.totalValue)" }) == [
                #"["scripted", "changed"] 2"#, #"["scripted", "failed"] 4"#,
            ]
        )
    }

    @Test("The status tells of the last look, the last change, the next look and the failures, each in its own time")
    func status() async throws {
        try await self.refreshing { refresher in
            func expect(
                _ sinceConfirmed: Duration?,
                _ sinceChanged: Duration?,
                _ untilNextLook: Duration,
                _ failures: Int,
                _ location: SourceLocation = #_sourceLocation
            ) async {
                let expected = (sinceConfirmed, sinceChanged, untilNextLook, failures)
                func found() -> (Duration?, Duration?, Duration, Int) {
                    let status = refresher.status
                    return (status.sinceConfirmed, status.sinceChanged, status.untilNextLook, status.failures)
                }
                await eventually { found() == expected }
                #expect(found() == expected, sourceLocation: location)
            }
            #expect(refresher.status.source == "scripted")
            await expect(nil, nil, .zero, 0)
            await self.fail()
            await expect(nil, nil, .seconds(1), 1)
            await self.pass(1)
            await self.fail()
            await expect(nil, nil, .seconds(2), 2)
            await self.pass(2)
            _ = try await self.answer(self.old, version: "a")
            await expect(.zero, .zero, .seconds(20), 0)
            await self.pass(3)
            await expect(.seconds(3), .seconds(3), .seconds(17), 0)
            await self.pass(17)
            await expect(.seconds(20), .seconds(20), .zero, 0)
            _ = await self.answer(.success(.unchanged()))
            await expect(.zero, .seconds(20), .seconds(20), 0)
        }
    }

    @Test("A source that hangs is given up after the time-out, and asked again")
    func timeout() async throws {
        try await self.refreshing { _ in
            await self.source.isAsked()
            await self.clock.sleeper(until: .seconds(5))
            self.clock.advance(by: .seconds(5))
            let messages = await self.messages(1)
            #expect(messages == ["warning Keys cannot be refreshed"])
            #expect(self.logs.entries.first?.metadata["approov.detail"] == "There is no answer within 5.0 seconds.")
            await self.pass(2)
            _ = try await self.answer(self.old)
            await self.keyIDs(["1"])
        }
        #expect(self.source.mostConcurrent == 1)
    }

    @Test("A source that does not end although it is cancelled is left behind, and not asked again before it ends")
    func stubbornSource() async throws {
        let source = StubbornSource()
        let refresher = KeyRefresher(
            of: self.store,
            from: source,
            timing: KeyRefreshTiming(interval: .seconds(20), maximumAge: nil),
            time: RefreshTime(self.clock, chance: { 0 })
        )
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await refresher.run() }
            await eventually { source.count == 1 }
            await self.pass(30)
            #expect(source.count == 1)
            source.end()
            await self.pass(40)
            await eventually { source.count == 2 }
            #expect(source.count == 2)
            group.cancelAll()
            source.end()
        }
    }

    @Test("Keys that nobody confirms are dropped when they are too old, and come back")
    func maximumAge() async throws {
        let lasting = KeyRing(try TestIssuer().key)
        try await self.refreshing(KeyRefreshTiming(interval: .seconds(10), maximumAge: .seconds(15)), beside: lasting) {
            _ in
            _ = try await self.answer(self.old, version: "a")
            await self.keyIDs([nil, "1"])
            await self.pass(10)
            for wait in [1, 2] {
                await self.fail()
                await self.pass(wait)
            }
            await self.source.isAsked()
            await self.clock.sleeper(until: .seconds(5))
            self.clock.advance(by: .seconds(3))
            await self.fail()
            await self.keyIDs([nil])
            #expect(await self.messages(3).last == "error Keys are too old and no longer used")
            await self.pass(4)
            let asked4 = try await self.answer(self.old, version: "a")
            #expect(asked4 == nil)
            await self.keyIDs([nil, "1"])
        }
    }

    @Test("Keys that cannot stand beside those that last change nothing")
    func conflict() async throws {
        let lasting = KeyRing(try TestIssuer(keyID: "1").key)
        self.store.replace(with: lasting)
        try await self.refreshing(beside: lasting) { _ in
            _ = try await self.answer(self.old)
            #expect(await self.messages(1) == ["warning Keys cannot be refreshed"])
            #expect(self.store.snapshot.keys.map(\.algorithm) == [.hs256])
        }
    }

    @Test("A request whose token names a new key waits for it")
    func unknownKey() async throws {
        let verifier = ApproovVerifier(keys: self.store, policy: .standard, now: { TestIssuer.standardTime })
        let token = try self.new.token()
        try await self.refreshing { _ in
            _ = try await self.answer(self.old)
            await self.keyIDs(["1"])
            async let verdict = verifier.assess(.request(token: token), replays: nil)
            _ = try await self.answer(self.old, self.new)
            #expect(await verdict.attestation != nil)
        }
        #expect(self.source.count == 2)
    }

    @Test("Requests with keys that nobody has make the source be asked once in a cooldown, and are refused")
    func unknownKeys() async throws {
        let verifier = ApproovVerifier(keys: self.store, policy: .standard, now: { TestIssuer.standardTime })
        let tokens = try (0..<50).map { try TestIssuer(algorithm: .es256, keyID: "unknown \($0)").token() }
        try await self.refreshing(.network) { _ in
            _ = try await self.answer(self.old, version: "a")
            await self.keyIDs(["1"])
            try await withThrowingTaskGroup(of: String.self) { group in
                for token in tokens {
                    group.addTask {
                        switch await verifier.assess(.request(token: token), replays: nil) {
                        case .refused(let rejection, _): rejection.code.description
                        default: "passed"
                        }
                    }
                }
                #expect(await self.answer(.success(.unchanged())) == "a")
                for try await outcome in group { #expect(outcome == "unknownKey") }
            }
            #expect(self.source.count == 2)
            _ = verifier.assess(.request(token: try self.new.token()))
            await self.pass(30)
            #expect(self.source.count == 2)
            _ = verifier.assess(.request(token: try self.new.token()))
            _ = try await self.answer(self.new)
            await self.keyIDs(["2"])
        }
    }

    @Test("Nobody waits for a refresher that has stopped, or whose look has failed")
    func nobodyWaits() async throws {
        let verifier = ApproovVerifier(keys: self.store, policy: .standard, now: { TestIssuer.standardTime })
        let token = try self.new.token()
        try await self.refreshing { _ in
            _ = try await self.answer(self.old)
            await self.keyIDs(["1"])
            async let verdict = verifier.assess(.request(token: token), replays: nil)
            await self.fail()
            #expect(await verdict.attestation == nil)
        }
        #expect(await verifier.assess(.request(token: token), replays: nil).attestation == nil)
    }

    @Test("Told to, a refresher asks for the keys whatever it knows of them")
    func told() async throws {
        try await self.refreshing { refresher in
            _ = try await self.answer(self.old, version: "a")
            await self.keyIDs(["1"])
            refresher.refresh()
            let asked5 = try await self.answer(self.new, version: "b")
            #expect(asked5 == nil)
            await self.keyIDs(["2"])
        }
        #expect(self.source.count == 2)
    }

    @Test("The age and the number of the keys can be watched")
    func gauges() async throws {
        try await self.refreshing { _ in
            _ = try await self.answer(self.old, self.new)
            await self.keyIDs(["1", "2"])
            await self.pass(7)
            func gauge(_ label: String) -> Double? {
                self.metrics.recorders.first { $0.label == label }?.lastValue
            }
            await eventually { gauge("approov.keys.age") ?? 0 >= 6 }
            #expect((6...7).contains(gauge("approov.keys.age") ?? 0))
            #expect(gauge("approov.keys.valid") == 2)
        }
    }
}
