/// An encoded message, shared by all sockets that get it.
public final class WireFrame: Sendable {
    /// Whether the frame is text.
    public let isText: Bool

    /// The message.
    public let bytes: [UInt8]

    package init(isText: Bool, _ bytes: [UInt8]) {
        self.isText = isText
        self.bytes = bytes
    }
}
