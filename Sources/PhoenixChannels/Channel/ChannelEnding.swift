/// Why a channel comes to its end.
public enum ChannelEnding: Sendable, Hashable {
    /// The client has left.
    case left

    /// The client has joined the same topic anew.
    case replaced

    /// The socket is closed.
    case disconnected

    /// A handler has thrown an error that is no ``ChannelRefusal``.
    case failed
}
