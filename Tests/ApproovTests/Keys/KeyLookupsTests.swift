import Synchronization
import Testing

@testable import Approov

@Suite("Waiting for keys")
struct KeyLookupsTests {
    private func lookups(_ now: @escaping @Sendable () -> Duration = { .zero }) -> KeyLookups {
        KeyLookups(cooldown: .seconds(1), now: now, wake: {})
    }

    @Test("Nobody waits when nobody has asked")
    func nobodyAsked() async {
        await self.lookups().wait()
    }

    @Test("Who waits for a look is told when it ends, although somebody has asked for another")
    func nextLook() async {
        let time = Mutex(Duration.zero)
        let lookups = self.lookups { time.withLock { $0 } }
        lookups.ask(for: "1")
        lookups.begin()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await lookups.wait() }
            await eventually { lookups.waitingCount == 1 }
            time.withLock { $0 = .seconds(1) }
            lookups.ask(for: "2")
            #expect(lookups.isAsked)
            lookups.end(isChanged: false)
            await group.waitForAll()
        }
        #expect(lookups.isAsked)
    }

    @Test("Who has asked during a look waits for the next one")
    func askedDuringLook() async {
        let lookups = self.lookups()
        lookups.begin()
        lookups.ask(for: "1")
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await lookups.wait() }
            await eventually { lookups.waitingCount == 1 }
            lookups.end(isChanged: true)
            #expect(lookups.waitingCount == 1)
            lookups.begin()
            #expect(!lookups.isAsked)
            #expect(lookups.waitingCount == 1)
            lookups.end(isChanged: true)
            #expect(lookups.waitingCount == 0)
        }
    }

    @Test("Who is cancelled waits no longer")
    func cancellation() async {
        let lookups = self.lookups()
        lookups.ask(for: "1")
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await lookups.wait() }
            await eventually { lookups.waitingCount == 1 }
            group.cancelAll()
        }
        #expect(lookups.waitingCount == 0)
    }

    @Test("When nobody looks any more, nobody waits, and nobody can ask")
    func closing() async {
        let lookups = self.lookups()
        lookups.ask(for: "1")
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await lookups.wait() }
            await eventually { lookups.waitingCount == 1 }
            lookups.close()
        }
        lookups.ask(for: "2")
        #expect(!lookups.isAsked)
        await lookups.wait()
    }

    @Test("Only so many wait")
    func bound() async {
        let lookups = self.lookups()
        lookups.ask(for: "1")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<KeyLookups.maximumWaiting + 10 { group.addTask { await lookups.wait() } }
            for _ in 0..<10 { await group.next() }
            #expect(lookups.waitingCount <= KeyLookups.maximumWaiting)
            lookups.begin()
            lookups.end(isChanged: false)
        }
    }
}
