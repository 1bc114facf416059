import Testing

@testable import Approov

@Suite("Looking for unknown keys")
struct UnknownKeysTests {
    /// Expects that a key is looked for at a time, or not.
    private func expect(
        _ isLookedFor: Bool,
        _ keys: inout UnknownKeys,
        _ keyID: String,
        _ now: Duration,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let answer = keys.shouldLook(for: keyID, at: now)
        #expect(answer == isLookedFor, "\(keyID) at \(now)", sourceLocation: sourceLocation)
    }

    @Test("Keys are looked for once in a cooldown, whichever they are")
    func cooldown() {
        var keys = UnknownKeys(cooldown: .seconds(30))
        self.expect(true, &keys, "1", .zero)
        self.expect(false, &keys, "2", .zero)
        self.expect(false, &keys, "2", .seconds(30) - .milliseconds(1))
        self.expect(true, &keys, "2", .seconds(30))
    }

    @Test("A key that was not found is looked for half as often, and no more seldom")
    func pauses() {
        var keys = UnknownKeys(cooldown: .seconds(30))
        for round in 0..<10 {
            self.expect(true, &keys, "1", .seconds(60 * round))
            self.expect(false, &keys, "1", .seconds(60 * round + 30))
            self.expect(false, &keys, "1", .seconds(60 * round + 60) - .milliseconds(1))
        }
    }

    @Test("When the keys have changed, every key may be looked for again after the cooldown")
    func forgetting() {
        var keys = UnknownKeys(cooldown: .seconds(30))
        self.expect(true, &keys, "1", .zero)
        self.expect(false, &keys, "1", .seconds(30))
        keys.forget()
        self.expect(true, &keys, "1", .seconds(30))
    }

    @Test("Identifiers are told apart by their bytes, and those that are too long are never looked for")
    func identifiers() {
        var keys = UnknownKeys(cooldown: .seconds(1))
        self.expect(true, &keys, "e\u{301}", .zero)
        self.expect(true, &keys, "\u{E9}", .seconds(1))
        self.expect(false, &keys, String(repeating: "k", count: 257), .seconds(5))
        self.expect(true, &keys, String(repeating: "k", count: 256), .seconds(5))
    }
}
