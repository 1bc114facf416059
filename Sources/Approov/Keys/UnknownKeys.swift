/// Which identifiers without a key are worth a look at the key source, and when.
///
/// Whoever sends a request chooses the `kid` of its token, so looking is rationed: once in a while for all identifiers together,
/// ever more seldom for one that was not found, and never for one that no key set has.
struct UnknownKeys: Sendable {
    /// How many identifiers are remembered.
    static let capacity = 64

    /// The longest identifier that is looked for, in bytes.
    static let maximumLength = 256

    /// The longest time for which an identifier that was not found is not looked for again.
    static let longestPause = Duration.seconds(300)

    private struct Pause {
        let keyID: String
        var length: Duration
        var end: Duration
    }

    private let cooldown: Duration
    private var nextLook: Duration?
    private var pauses: [Pause] = []

    init(cooldown: Duration) {
        self.cooldown = cooldown
    }

    /// Returns whether to look for the key with this identifier now, and if so counts on it that somebody does.
    mutating func shouldLook(for keyID: String, at now: Duration) -> Bool {
        guard keyID.utf8.count <= Self.maximumLength, self.nextLook.map({ $0 <= now }) ?? true else { return false }
        let index = self.pauses.firstIndex { $0.keyID.utf8.elementsEqual(keyID.utf8) }
        var pause = index.map { self.pauses[$0] } ?? Pause(keyID: keyID, length: self.cooldown * 2, end: now)
        guard pause.end <= now else { return false }
        if let index { self.pauses.remove(at: index) }
        pause.end = now + pause.length
        pause.length = min(pause.length * 2, max(Self.longestPause, self.cooldown))
        if self.pauses.count == Self.capacity { self.pauses.removeFirst() }
        self.pauses.append(pause)
        self.nextLook = now + self.cooldown
        return true
    }

    /// Forgets what was not found, since there are other keys now.
    mutating func forget() {
        self.pauses = []
    }
}
