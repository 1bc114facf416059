import Synchronization

/// Remembers requests in the memory of one server.
///
/// It forgets when it is told to and not before: when it is full of requests that could still be replayed, it says so
/// (``ReplayMemoryFull``), and the ``ReplayGuard`` does what it is configured to do. One genuine app that sends enough signed
/// requests can fill it.
public final class InMemoryReplayMemory: ReplayMemory {
    private struct Entries {
        var keys: Set<ReplayKey> = []
        /// The keys that are forgotten in the same second.
        var endings: [Int64: [ReplayKey]] = [:]
        var forgottenUntil: Int64
    }

    /// How many requests are remembered at most.
    public let capacity: Int

    private let seconds: @Sendable () -> Int64
    private let entries: Mutex<Entries>

    /// Makes an empty memory.
    ///
    /// - Parameter capacity: How many requests are remembered at most: as many as arrive in two minutes, with the standard
    ///   ``SignatureFreshness``.
    public convenience init(capacity: Int = 100_000) {
        self.init(capacity: capacity, clock: ContinuousClock())
    }

    package init<C: Clock>(capacity: Int, clock: C) where C.Duration == Duration {
        let start = clock.now
        let seconds: @Sendable () -> Int64 = { start.duration(to: clock.now).components.seconds }
        self.capacity = max(capacity, 0)
        self.seconds = seconds
        self.entries = Mutex(Entries(forgottenUntil: 0))
    }

    /// Remembers a key, unless it is remembered already.
    ///
    /// - Parameters:
    ///   - key: What to remember.
    ///   - duration: For how long, to the next second.
    /// - Returns: Whether the key was not remembered.
    /// - Throws: ``ReplayMemoryFull`` if there is no room.
    public func insertIfAbsent(_ key: ReplayKey, for duration: Duration) throws(ReplayMemoryFull) -> Bool {
        let now = self.seconds()
        // A second more, for the part of one that has passed.
        let ending = now + min(max(duration.components.seconds, 0), Self.longest) + 2
        return try self.entries.withLock { entries throws(ReplayMemoryFull) in
            while entries.forgottenUntil < now, !entries.endings.isEmpty {
                entries.forgottenUntil += 1
                for key in entries.endings.removeValue(forKey: entries.forgottenUntil) ?? [] {
                    entries.keys.remove(key)
                }
            }
            entries.forgottenUntil = max(entries.forgottenUntil, now)
            guard !entries.keys.contains(key) else { return false }
            guard entries.keys.count < self.capacity else { throw ReplayMemoryFull(capacity: self.capacity) }
            entries.keys.insert(key)
            entries.endings[ending, default: []].append(key)
            return true
        }
    }

    /// The longest time for which anything is remembered, in seconds: a day.
    private static let longest: Int64 = 86_400
}

extension InMemoryReplayMemory: CustomStringConvertible {
    /// How many requests it remembers.
    public var description: String {
        "InMemoryReplayMemory(\(self.entries.withLock { $0.keys.count }) of \(self.capacity))"
    }
}
