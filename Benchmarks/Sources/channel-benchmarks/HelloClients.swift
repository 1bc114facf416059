import NIOCore
import NIOPosix

/// Connections that ask for "Hello, World!" again and again.
final class HelloClients {
    private static let request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let port: Int

    init(port: Int) {
        self.port = port
    }

    /// Sends so many requests over each of some connections, one after the other.
    func ask(_ count: Int, connections: Int) async throws {
        let (port, group) = (self.port, self.group)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<connections {
                tasks.addTask {
                    let done = group.next().makePromise(of: Void.self)
                    let channel = try await ClientBootstrap(group: group)
                        .channelInitializer { channel in
                            channel.eventLoop.makeCompletedFuture {
                                try channel.pipeline.syncOperations.addHandler(AskingHandler(count, done))
                            }
                        }
                        .connect(host: "127.0.0.1", port: port).get()
                    try await channel.writeAndFlush(ByteBuffer(string: Self.request))
                    try await done.futureResult.get()
                    try await channel.close()
                }
            }
            try await tasks.waitForAll()
        }
    }

    func close() async throws {
        try await self.group.shutdownGracefully()
    }

    /// Sends the next request when an answer has come, which is small enough to come in one piece.
    private final class AskingHandler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private var remaining: Int
        private let done: EventLoopPromise<Void>

        init(_ count: Int, _ done: EventLoopPromise<Void>) {
            self.remaining = count
            self.done = done
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard String(buffer: Self.unwrapInboundIn(data)).hasPrefix("HTTP/1.1 200 ") else {
                return self.done.fail(WrongResult())
            }
            self.remaining -= 1
            guard self.remaining > 0 else { return self.done.succeed() }
            context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: HelloClients.request)), promise: nil)
        }
    }
}
