#if Configuration

public import Configuration

extension ReplayGuard {
    /// How a configuration spells what remembers requests, and what follows when it cannot.
    private enum Choice: String, CaseIterable {
        case off
        case memoryOrRefuse = "memory-or-refuse"
        case memoryOrAccept = "memory-or-accept"
    }

    /// Reads from a configuration whether signed requests pass once.
    ///
    /// ## Configuration keys
    /// - `signature.replay` (`off`, `memory-or-refuse` or `memory-or-accept`, optional, default: `off`): Whether this server remembers
    ///   requests, and what it does when its memory is full.
    /// - `signature.replayEntries` (int, optional, default: `100000`): How many requests it remembers.
    ///
    /// - Parameter config: The configuration.
    /// - Returns: `nil` if signed requests may pass more than once.
    /// - Throws: ``ConfigurationError`` that names the key whose value makes no sense.
    public static func configured(_ config: ConfigReader) throws(ConfigurationError) -> ReplayGuard? {
        let choice = try config.word(forKey: "signature.replay", among: Choice.allCases) ?? .off
        let capacity = try config.wholeNumber(forKey: "signature.replayEntries")
        guard capacity != 0 else {
            throw ConfigurationError(key: "signature.replayEntries", message: "A memory must have room for a request.")
        }
        let memory = capacity.map { InMemoryReplayMemory(capacity: $0) } ?? InMemoryReplayMemory()
        return switch choice {
        case .off: nil
        case .memoryOrRefuse: ReplayGuard(memory: memory, whenUnavailable: .refuse)
        case .memoryOrAccept: ReplayGuard(memory: memory, whenUnavailable: .accept)
        }
    }
}

#endif
