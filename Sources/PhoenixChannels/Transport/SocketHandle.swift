import Synchronization

/// A socket from the outside, to close it.
///
/// It can be kept and used from everywhere. It keeps the socket neither open nor in memory.
public final class SocketHandle: Sendable {
    private struct Ending {
        let delay: Duration?
        let code: CloseCode
        let reason: String
    }

    private struct State {
        weak var transport: (any SocketTransport)?
        /// What was asked for before the socket was open.
        var ending: Ending?
    }

    private let state = Mutex(State())

    package init() {}

    package func attach(to transport: any SocketTransport) {
        let ending = self.state.withLock { state in
            state.transport = transport
            defer { state.ending = nil }
            return state.ending
        }
        if let ending { transport.close(after: ending.delay, ending.code, reason: ending.reason) }
    }

    /// Closes the socket.
    ///
    /// - Parameters:
    ///   - code: Why, for the client's program.
    ///   - reason: Why, for its developer; at most 123 bytes, the rest is cut off.
    public func disconnect(_ code: CloseCode = .goingAway, reason: String = "") {
        self.disconnect(after: .zero, code, reason: reason)
    }

    /// Closes the socket once the time has passed.
    ///
    /// A later call replaces the earlier one. This is how a socket is given a life of limited length, which can be extended.
    ///
    /// - Parameters:
    ///   - delay: The time from now on; `nil` to let the socket live.
    ///   - code: Why, for the client's program.
    ///   - reason: Why, for its developer; at most 123 bytes, the rest is cut off.
    public func disconnect(after delay: Duration?, _ code: CloseCode, reason: String = "") {
        let transport = self.state.withLock { state in
            if state.transport == nil { state.ending = Ending(delay: delay, code: code, reason: reason) }
            return state.transport
        }
        transport?.close(after: delay, code, reason: reason)
    }
}
