import NIOCore
import NIOPosix
import NIOWebSocket
import Synchronization

/// One socket, which counts the frames that it gets.
final class EchoClient: Sendable {
    private struct State {
        var received = 0
        /// Who waits for so many frames.
        var waiter: (count: Int, promise: EventLoopPromise<Void>)?
    }

    private let channel: any Channel
    private let state = Mutex(State())

    private init(_ channel: any Channel) {
        self.channel = channel
    }

    static func connect(
        port: Int,
        group: MultiThreadedEventLoopGroup,
        target: String,
        join: String
    ) async throws -> EchoClient {
        let opened = group.next().makePromise(of: Void.self)
        let client = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                let client = EchoClient(channel)
                try channel.pipeline.syncOperations.addHandler(OpeningHandler(client, opened))
                return client
            }
        }
        let request = """
            GET \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
            Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n
            """
        try await client.channel.writeAndFlush(ByteBuffer(string: request))
        try await opened.futureResult.get()
        try await client.send(join, count: 1, inFlight: 1)
        return client
    }

    var received: Int { self.state.withLock { $0.received } }

    /// Sends a text several times, and waits for a frame for each.
    func send(_ text: String, count: Int, inFlight: Int) async throws {
        let start = self.received
        for sent in 0..<count {
            try await self.wait(until: start + sent - inFlight + 1)
            let frame = WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(string: text))
            self.channel.writeAndFlush(frame, promise: nil)
        }
        try await self.wait(until: start + count)
    }

    /// Waits until so many frames have come in all.
    func wait(until count: Int) async throws {
        let promise = self.channel.eventLoop.makePromise(of: Void.self)
        let isDone = self.state.withLock { state in
            guard state.received < count else { return true }
            state.waiter = (count, promise)
            return false
        }
        if isDone { promise.succeed() }
        try await promise.futureResult.get()
    }

    func close() { self.channel.close(promise: nil) }

    fileprivate func count() {
        let promise = self.state.withLock { state -> EventLoopPromise<Void>? in
            state.received += 1
            guard let waiter = state.waiter, waiter.count <= state.received else { return nil }
            state.waiter = nil
            return waiter.promise
        }
        promise?.succeed()
    }
}

/// Waits for the answer to the handshake, and makes room for frames.
private final class OpeningHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let client: EchoClient
    private let opened: EventLoopPromise<Void>

    init(_ client: EchoClient, _ opened: EventLoopPromise<Void>) {
        self.client = client
        self.opened = opened
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // The server sends nothing more before it is spoken to, so the answer comes alone.
        guard String(buffer: Self.unwrapInboundIn(data)).hasPrefix("HTTP/1.1 101 ") else {
            return self.opened.fail(WrongResult())
        }
        do {
            try context.pipeline.syncOperations.addHandlers([
                WebSocketFrameEncoder(), ByteToMessageHandler(WebSocketFrameDecoder()), CountingHandler(self.client),
            ])
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
            self.opened.succeed()
        } catch {
            self.opened.fail(error)
        }
    }
}

private final class CountingHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame

    private let client: EchoClient

    init(_ client: EchoClient) {
        self.client = client
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.client.count()
    }
}
