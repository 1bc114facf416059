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
    private var fragments: (isText: Bool, bytes: [UInt8])?

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// Takes a data frame.
    ///
    /// Returns the message that it completes, if it does.
    mutating func add(_ frame: WebSocketFrame) throws(Fault) -> Message? {
        var data = frame.unmaskedData
        let bytes = data.readBytes(length: data.readableBytes) ?? []
        switch (frame.opcode, self.fragments) {
        case (.continuation, var fragments?):
            guard bytes.count <= self.maximumBytes - fragments.bytes.count else { throw .tooBig }
            self.fragments = nil
            fragments.bytes += bytes
            if frame.fin { return Message(isText: fragments.isText, bytes: fragments.bytes) }
            self.fragments = fragments
        case (.text, nil), (.binary, nil):
            if frame.fin { return Message(isText: frame.opcode == .text, bytes: bytes) }
            self.fragments = (frame.opcode == .text, bytes)
        default:
            throw .protocolError
        }
        return nil
    }
}

#endif
