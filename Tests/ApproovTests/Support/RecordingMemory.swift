import Approov
import Synchronization

/// A replay memory that keeps everything that it is asked, or fails.
final class RecordingMemory: ReplayMemory {
    struct Failure: Error {}

    private struct State {
        var asked: [ReplayKey] = []
        var durations: [Duration] = []
        var keys: Set<ReplayKey> = []
    }

    private let fails: Bool
    private let state = Mutex(State())

    init(fails: Bool = false) {
        self.fails = fails
    }

    /// What it was asked about, in order.
    var asked: [ReplayKey] { self.state.withLock { $0.asked } }

    /// For how long it was to remember.
    var durations: [Duration] { self.state.withLock { $0.durations } }

    func insertIfAbsent(_ key: ReplayKey, for duration: Duration) async throws -> Bool {
        let isNew = self.state.withLock { state in
            state.asked.append(key)
            state.durations.append(duration)
            return state.keys.insert(key).inserted
        }
        guard !self.fails else { throw Failure() }
        return isNew
    }
}
