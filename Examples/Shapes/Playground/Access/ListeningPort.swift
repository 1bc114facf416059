import Synchronization

/// The port on which the server listens, once it does.
public final class ListeningPort: Sendable {
    private let port: Mutex<Int?>

    /// Makes a port that is known, or not yet.
    public init(_ port: Int? = nil) {
        self.port = Mutex(port)
    }

    /// Says which one it is.
    public func found(_ port: Int) {
        self.port.withLock { $0 = port }
    }

    var value: Int? { self.port.withLock(\.self) }
}
