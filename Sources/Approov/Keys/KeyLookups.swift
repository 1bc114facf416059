import Synchronization

/// Where verifications ask for keys that they miss, and a refresher learns that they do.
///
/// A verification asks and goes on; who can wait, waits. All who wait for the same look at the key source are told at once.
final class KeyLookups: Sendable {
    /// How many may wait; more are told at once, as if there were no key.
    static let maximumWaiting = 1024

    private enum Stage { case none, asked, underWay, closed }

    private struct State {
        var unknown: UnknownKeys
        var stage = Stage.none
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var lastNumber: UInt64 = 0
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> Duration
    private let wake: @Sendable () -> Void

    /// Makes a place to ask.
    ///
    /// - Parameters:
    ///   - cooldown: The time between two looks at the key source for keys that are missed.
    ///   - now: The time since an event long ago.
    ///   - wake: Tells the refresher that somebody has asked.
    init(cooldown: Duration, now: @escaping @Sendable () -> Duration, wake: @escaping @Sendable () -> Void) {
        self.state = Mutex(State(unknown: UnknownKeys(cooldown: cooldown)))
        self.now = now
        self.wake = wake
    }

    /// Asks for a key, unless it was asked for lately.
    func ask(for keyID: String) {
        let isAsked = self.state.withLock { state in
            guard state.stage != .closed, state.unknown.shouldLook(for: keyID, at: self.now()) else { return false }
            state.stage = .asked
            return true
        }
        if isAsked { self.wake() }
    }

    /// Waits until the look at the key source that somebody has asked for is over, if there is one.
    func wait() async {
        let number = self.state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWaiting = self.state.withLock { state in
                    guard state.stage == .asked || state.stage == .underWay,
                        state.waiting.count < Self.maximumWaiting, !Task.isCancelled
                    else { return false }
                    state.waiting[number] = continuation
                    return true
                }
                if !isWaiting { continuation.resume() }
            }
        } onCancel: {
            self.state.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
        }
    }

    /// Whether somebody has asked, and nobody has begun to look.
    var isAsked: Bool {
        self.state.withLock { $0.stage == .asked }
    }

    /// Notes that the key source is being looked at, for all who have asked.
    func begin() {
        self.state.withLock { if $0.stage == .asked { $0.stage = .underWay } }
    }

    /// Tells those who wait that the key source has been looked at.
    ///
    /// Who has asked in the meantime waits for the next look.
    ///
    /// - Parameter isChanged: Whether there are other keys now.
    func end(isChanged: Bool) {
        let waiting = self.state.withLock { state in
            if isChanged { state.unknown.forget() }
            guard state.stage == .underWay else { return [CheckedContinuation<Void, Never>]() }
            return Self.release(&state, .none)
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Tells those who wait that nobody will look any more.
    func close() {
        let waiting = self.state.withLock { Self.release(&$0, .closed) }
        for continuation in waiting { continuation.resume() }
    }

    private static func release(_ state: inout State, _ stage: Stage) -> [CheckedContinuation<Void, Never>] {
        state.stage = stage
        defer { state.waiting = [:] }
        return Array(state.waiting.values)
    }
}
