/// What carries a socket's frames: a WebSocket connection, or a test.
///
/// A session calls it on its executor only, but for ``close(_:reason:)`` and ``close(after:_:reason:)``, which may be called
/// from everywhere.
public protocol SocketTransport: AnyObject, Sendable {
    /// Where the socket lives.
    var executor: any SerialExecutor { get }

    /// The same place, for broadcasts.
    var lane: any DeliveryLane { get }

    /// Sends a frame, or keeps it until the peer has read what came before. What it keeps is bounded; past the bound it closes.
    func send(_ frame: WireFrame)

    /// Stops reading from the peer, or goes on.
    func setReading(_ isReading: Bool)

    /// Closes the socket after what has been sent.
    func close(_ code: CloseCode, reason: String)

    /// Closes the socket once the time has passed, unless it is called again before; never, if it is `nil`.
    func close(after delay: Duration?, _ code: CloseCode, reason: String)
}
