import NIOCore
import NIOPosix
import Testing

/// A client that writes and reads bytes.
struct RawClient {
    struct Frame: Equatable {
        let opcode: UInt8
        let payload: [UInt8]

        var text: String { String(decoding: self.payload, as: UTF8.self) }

        /// The code of a close frame.
        var code: UInt16? {
            self.opcode == 8 && self.payload.count >= 2 ? UInt16(self.payload[0]) << 8 | UInt16(self.payload[1]) : nil
        }
    }

    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received: [UInt8] = []

    /// Runs a body with a client that is connected to a port.
    static func connected<Result: Sendable>(
        to port: Int,
        _ body: (inout RawClient) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var client = RawClient(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&client)
        }
    }

    private init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    func write(_ bytes: [UInt8]) async throws {
        try await self.outbound.write(ByteBuffer(bytes: bytes))
    }

    func write(_ text: String) async throws {
        try await self.write(Array(text.utf8))
    }

    /// Sends a frame, masked with a key of zeros.
    func send(_ text: String) async throws {
        let payload = Array(text.utf8)
        let length: [UInt8] =
            payload.count < 126
            ? [0x80 | UInt8(payload.count)] : [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        try await self.write([0x81] + length + [0, 0, 0, 0] + payload)
    }

    /// Asks for an upgrade, and returns the status line.
    mutating func upgrade(_ path: String = "/socket/websocket?vsn=2.0.0", fields: String = "") async throws -> String {
        try await self.write(
            """
            GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
            Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(fields)\r\n
            """
        )
        return try await self.statusLine()
    }

    /// Reads the head of an answer without a body, and returns its first line.
    mutating func statusLine() async throws -> String {
        while true {
            if let end = self.received.indices.first(where: { self.received[$0...].starts(with: "\r\n\r\n".utf8) }) {
                let head = String(decoding: self.received[..<end], as: UTF8.self)
                self.received.removeFirst(end + 4)
                return String(head.prefix { $0 != "\r\n" })
            }
            try await self.read()
        }
    }

    /// Returns the next frame.
    mutating func next() async throws -> Frame {
        while true {
            if let frame = self.takeFrame() { return frame }
            try await self.read()
        }
    }

    /// Returns whether the server has closed the connection, once all frames are read.
    mutating func isClosed() async throws -> Bool {
        while let buffer = try await self.inbound.next(isolation: #isolation) {
            self.received += buffer.readableBytesView
        }
        return true
    }

    private mutating func read() async throws {
        let buffer = try await self.inbound.next(isolation: #isolation)
        self.received += try #require(buffer, "The connection has ended.").readableBytesView
    }

    private mutating func takeFrame() -> Frame? {
        guard self.received.count >= 2 else { return nil }
        var (start, length) = (2, Int(self.received[1]))
        if length == 126 {
            guard self.received.count >= 4 else { return nil }
            (start, length) = (4, Int(self.received[2]) << 8 | Int(self.received[3]))
        }
        guard self.received.count >= start + length else { return nil }
        let frame = Frame(
            opcode: self.received[0] & 0x0F,
            payload: Array(self.received[start..<start + length])
        )
        self.received.removeFirst(start + length)
        return frame
    }
}
