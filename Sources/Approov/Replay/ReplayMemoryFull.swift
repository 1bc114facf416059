/// What an ``InMemoryReplayMemory`` throws when it has no room for another request.
public struct ReplayMemoryFull: Error, Sendable, Hashable, CustomStringConvertible {
    /// How many requests it remembers.
    public let capacity: Int

    /// The capacity, in a sentence.
    public var description: String { "The memory has room for \(self.capacity) requests." }
}
