import Synchronization

/// Where verifications ask for keys that they miss, and a refresher learns that they do.
///
/// A verification asks and goes on; who can wait, waits. All who wait for the same look at the key source are told at once.
final class KeyLookups: Sendable {
    /// How many may wait; more are told at once, as if there were no key.
    static let maximumWaiting = 1024

    private struct State {
        var unknown: UnknownKeys
        var isAsked = false
        var isUnderWay = false
        var isClosed = false
        /// Those who wait for the look that is under way, and those who wait for the next.
        var waiting: (current: Waiting, next: Waiting) = ([:], [:])
        var lastNumber: UInt64 = 0
    }

    private typealias Waiting = [UInt64: CheckedContinuation<Void, Never>]

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
            guard !state.isClosed, state.unknown.shouldLook(for: keyID, at: self.now()) else { return false }
            state.isAsked = true
            return true
        }
        if isAsked { self.wake() }
    }

    /// Waits until the look at the key source that somebody has asked for is over, if there is one.
    ///
    /// Whoever comes while nobody has asked for another look waits for the one that is under way.
    func wait() async {
        let number = self.state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWaiting = self.state.withLock { state in
                    let count = state.waiting.current.count + state.waiting.next.count
                    guard count < Self.maximumWaiting, !Task.isCancelled else { return false }
                    if state.isAsked {
                        state.waiting.next[number] = continuation
                    } else if state.isUnderWay {
                        state.waiting.current[number] = continuation
                    }
                    return state.isAsked || state.isUnderWay
                }
                if !isWaiting { continuation.resume() }
            }
        } onCancel: {
            let continuation = self.state.withLock { state in
                state.waiting.current.removeValue(forKey: number) ?? state.waiting.next.removeValue(forKey: number)
            }
            continuation?.resume()
        }
    }

    /// How many wait.
    var waitingCount: Int {
        self.state.withLock { $0.waiting.current.count + $0.waiting.next.count }
    }

    /// Whether somebody has asked, and nobody has begun to look.
    var isAsked: Bool {
        self.state.withLock { $0.isAsked }
    }

    /// Notes that the key source is being looked at, for all who have asked.
    func begin() {
        self.state.withLock { state in
            state.isAsked = false
            state.isUnderWay = true
            state.waiting = (state.waiting.next, [:])
        }
    }

    /// Tells those who wait for it that the look is over.
    ///
    /// Who has asked in the meantime waits for the next look.
    ///
    /// - Parameter isChanged: Whether there are other keys now.
    func end(isChanged: Bool) {
        let waiting = self.state.withLock { state in
            if isChanged { state.unknown.forget() }
            state.isUnderWay = false
            defer { state.waiting.current = [:] }
            return state.waiting.current
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Tells those who wait that nobody will look any more.
    func close() {
        let waiting = self.state.withLock { state in
            state.isClosed = true
            (state.isAsked, state.isUnderWay) = (false, false)
            defer { state.waiting = ([:], [:]) }
            return Array(state.waiting.current.values) + Array(state.waiting.next.values)
        }
        for continuation in waiting { continuation.resume() }
    }
}
