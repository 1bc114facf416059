/// Which identifiers without a key are worth a look at the key source, and when.
///
/// Whoever sends a request chooses the `kid` of its token, so looking is rationed: once in a while for all identifiers together, half as
/// often for one that was not found, and never for one that is longer than any key set has. It is no more seldom than that, since identifiers can be
/// guessed, and somebody could ask for one before it is published.
struct UnknownKeys: Sendable {
    /// How many identifiers are remembered.
    static let capacity = 64

    /// The longest identifier that is looked for, in bytes.
    static let maximumLength = 256

    private let cooldown: Duration
    private var nextLook: Duration?
    private var pauses: [(keyID: String, end: Duration)] = []

    init(cooldown: Duration) {
        self.cooldown = cooldown
    }

    /// Returns whether to look for the key with this identifier now, and if so counts on it that somebody does.
    mutating func shouldLook(for keyID: String, at now: Duration) -> Bool {
        guard keyID.utf8.count <= Self.maximumLength, self.nextLook.map({ $0 <= now }) ?? true else { return false }
        self.pauses.removeAll { $0.end <= now }
        guard !self.pauses.contains(where: { $0.keyID.utf8.elementsEqual(keyID.utf8) }) else { return false }
        if self.pauses.count == Self.capacity { self.pauses.removeFirst() }
        self.pauses.append((keyID, now + self.cooldown * 2))
        self.nextLook = now + self.cooldown
        return true
    }

    /// Forgets what was not found, since there are other keys now.
    mutating func forget() {
        self.pauses = []
    }
}
