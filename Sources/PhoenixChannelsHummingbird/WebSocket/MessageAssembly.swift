#if Hummingbird

import NIOCore
import NIOWebSocket

/// Puts together the fragments of a message (RFC 6455 section 5.4).
struct MessageAssembly {
    /// A message that is complete.
    struct Message {
        let isText: Bool
        let bytes: [UInt8]
    }

    enum Fault: Error {
        case protocolError
        case tooBig
    }

    private let maximumBytes: Int
    private var bytes: [UInt8] = []

    /// Whether the message that has begun is text, if one has.
    private var isText: Bool?

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// Takes a data frame.
    ///
    /// - Returns: The message that it completes, if it does.
    mutating func add(_ frame: WebSocketFrame) throws(Fault) -> Message? {
        guard (frame.opcode == .continuation) == (self.isText != nil) else { throw .protocolError }
        guard frame.length <= self.maximumBytes - self.bytes.count else { throw .tooBig }
        let isText = self.isText ?? (frame.opcode == .text)
        self.isText = isText
        self.bytes.append(contentsOf: frame.unmaskedData.readableBytesView)
        guard frame.fin else { return nil }
        let message = Message(isText: isText, bytes: self.bytes)
        self.bytes = []
        self.isText = nil
        return message
    }
}

#endif
