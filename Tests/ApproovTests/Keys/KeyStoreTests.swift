import Approov
import ApproovTesting
import Testing

@Suite("Key stores")
struct KeyStoreTests {
    @Test("A replaced ring takes effect for the next verification")
    func replacement() throws {
        let (old, new) = (try TestIssuer(), try TestIssuer())
        let store = KeyStore(.empty)
        let verifier = ApproovVerifier(keys: store, policy: .standard, now: { TestIssuer.standardTime })
        let relaxed = verifier.applying(.standard)
        #expect(verifier.outcome(token: try old.token()) == "keysUnavailable")

        store.replace(with: KeyRing(old.key))
        #expect(verifier.outcome(token: try old.token()) == "accepted")
        #expect(verifier.outcome(token: try new.token()) == "invalidSignature")
        #expect(relaxed.outcome(token: try old.token()) == "accepted")

        store.replace(with: try KeyRing([new.key, old.key]))
        #expect(verifier.outcome(token: try old.token()) == "accepted")
        #expect(verifier.outcome(token: try new.token()) == "accepted")

        store.replace(with: KeyRing(new.key))
        #expect(verifier.outcome(token: try old.token()) == "invalidSignature")
        #expect(relaxed.outcome(token: try new.token()) == "accepted")

        store.replace(with: .empty)
        #expect(verifier.outcome(token: try new.token()) == "keysUnavailable")
    }

    @Test("A snapshot stays what it was")
    func snapshot() throws {
        let store = KeyStore(KeyRing(try TestIssuer(keyID: "old").key))
        let snapshot = store.snapshot
        store.replace(with: KeyRing(try TestIssuer(keyID: "new").key))
        #expect(snapshot.keys.map(\.keyID) == ["old"])
        #expect(store.snapshot.keys.map(\.keyID) == ["new"])
    }

    @Test("Keys may be replaced while others verify: each verification sees one ring or the other")
    func concurrency() async throws {
        let (first, second) = (try TestIssuer(), try TestIssuer())
        let both = try KeyRing([first.key, second.key])
        let store = KeyStore(both)
        let verifier = ApproovVerifier(keys: store, policy: .standard, now: { TestIssuer.standardTime })
        let tokens = [try first.token(), try second.token()]
        let stranger = try TestIssuer().token()
        let outcomes = await withTaskGroup(of: [String].self) { group in
            group.addTask {
                for round in 0..<500 { store.replace(with: round.isMultiple(of: 2) ? KeyRing(first.key) : both) }
                store.replace(with: both)
                return []
            }
            for _ in 0..<4 {
                group.addTask {
                    (0..<100).flatMap { _ in
                        [verifier.outcome(token: tokens[0]), verifier.outcome(token: stranger)]
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.filter { !$0.isEmpty }
        }
        #expect(outcomes.count == 4)
        for outcomes in outcomes {
            #expect(outcomes == (0..<100).flatMap { _ in ["accepted", "invalidSignature"] })
        }
        #expect(verifier.outcome(token: tokens[1]) == "accepted")
    }
}
