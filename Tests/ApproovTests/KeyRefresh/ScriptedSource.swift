import Approov
import Synchronization

/// A key source that answers what a test says, when it says so.
final class ScriptedSource: KeySource, Sendable {
    private struct Call {
        let version: String?
        let answer: CheckedContinuation<KeyUpdate, any Error>
    }

    private struct State {
        var calls: [Call] = []
        var count = 0
        var concurrent = 0
        var mostConcurrent = 0
    }

    let name = "scripted"
    private let state = Mutex(State())

    /// How often keys were asked for.
    var count: Int { self.state.withLock { $0.count } }

    /// How many asked at the same time.
    var mostConcurrent: Int { self.state.withLock { $0.mostConcurrent } }

    func keys(since version: String?) async throws -> KeyUpdate {
        defer { self.state.withLock { $0.concurrent -= 1 } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = self.state.withLock { state in
                    state.count += 1
                    state.concurrent += 1
                    state.mostConcurrent = max(state.mostConcurrent, state.concurrent)
                    guard !Task.isCancelled else { return true }
                    state.calls.append(Call(version: version, answer: continuation))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            self.takeCall()?.answer.resume(throwing: CancellationError())
        }
    }

    /// Waits until keys are asked for, answers, and returns the version that was named.
    @discardableResult
    func answer(_ answer: Result<KeyUpdate, any Error>) async -> String? {
        await self.isAsked()
        guard let call = self.takeCall() else { return "not asked" }
        call.answer.resume(with: answer)
        return call.version
    }

    /// Waits until keys are asked for.
    func isAsked() async {
        await eventually { self.state.withLock { !$0.calls.isEmpty } }
    }

    private func takeCall() -> Call? {
        self.state.withLock { $0.calls.isEmpty ? nil : $0.calls.removeFirst() }
    }
}
