import Approov
import Synchronization

/// A key source that does not care whether it is cancelled.
final class StubbornSource: KeySource, Sendable {
    private struct State {
        var count = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    let name = "stubborn"
    private let state = Mutex(State())

    /// How often keys were asked for.
    var count: Int { self.state.withLock { $0.count } }

    func keys(since version: String?) async throws -> KeyUpdate {
        await withCheckedContinuation { continuation in
            self.state.withLock { state in
                state.count += 1
                state.waiting.append(continuation)
            }
        }
        return .unchanged()
    }

    /// Ends what is going on.
    func end() {
        let waiting = self.state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
