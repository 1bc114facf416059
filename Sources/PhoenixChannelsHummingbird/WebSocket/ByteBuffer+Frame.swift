#if Hummingbird

import NIOCore
import NIOWebSocket

extension ByteBuffer {
    /// Makes a complete frame of a server, which is not masked (RFC 6455 section 5.2).
    ///
    /// NIO's encoder makes the same bytes, but anew for each socket; see `Documentation/Decisions/0005`.
    init(opcode: WebSocketOpcode, payload: some Collection<UInt8>) {
        self.init()
        self.reserveCapacity(payload.count + 10)
        self.writeInteger(0x80 | UInt8(webSocketOpcode: opcode))
        switch payload.count {
        case ..<126:
            self.writeInteger(UInt8(truncatingIfNeeded: payload.count))
        case ...0xFFFF:
            self.writeInteger(126 as UInt8)
            self.writeInteger(UInt16(truncatingIfNeeded: payload.count))
        default:
            self.writeInteger(127 as UInt8)
            self.writeInteger(UInt64(payload.count))
        }
        self.writeBytes(payload)
    }
}

#endif
