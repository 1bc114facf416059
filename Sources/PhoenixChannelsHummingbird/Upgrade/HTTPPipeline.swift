#if Hummingbird

import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// The handlers of a connection: those of HTTP, which make room for those of WebSocket.
final class HTTPPipeline {
    private var decoder = HTTPPipeline.makeDecoder()
    private let encoder = HTTPResponseEncoder()
    private let codec = HTTP1ToHTTPServerCodec(secure: false)
    private let requests: HTTPConnectionStateHandler

    /// Adds the handlers of HTTP to a new connection, and one that sees each request before the router does.
    init(
        requestTimeout: Duration,
        logger: Logger,
        _ channel: any Channel,
        upgradeHandler: (HTTPPipeline) -> any ChannelHandler
    ) throws {
        self.requests = HTTPConnectionStateHandler(idleTimeout: requestTimeout, logger: logger)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(self.decoder)
        try pipeline.addHandler(self.encoder)
        try pipeline.addHandler(upgradeHandler(self))
        try pipeline.addHandler(self.codec)
        try pipeline.addHandler(self.requests)
    }

    private static func makeDecoder() -> ByteToMessageHandler<HTTPRequestDecoder> {
        ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
    }

    /// Puts a fresh parser in place of the one that waits for an upgrade that does not come.
    ///
    /// It happens once the parser has returned, and hands the new one what the old one has not read.
    func resumeParsing(_ context: ChannelHandlerContext) {
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (pipeline, context) = loopBound.value
            let former = pipeline.decoder
            let decoder = Self.makeDecoder()
            let operations = context.pipeline.syncOperations
            guard (try? operations.addHandler(decoder, position: .after(former))) != nil else { return }
            pipeline.decoder = decoder
            operations.removeHandler(former, promise: nil)
        }
    }

    /// Puts the WebSocket's handlers in place of those of HTTP.
    ///
    /// What the client has sent already is read by them, once the WebSocket has been opened.
    ///
    /// Behind them stays the end of Hummingbird's asynchronous channel, which sees nothing but the end of the connection.
    func becomeWebSocket(
        _ handler: WebSocketHandler,
        replacing upgrade: any ChannelHandler & RemovableChannelHandler,
        _ context: ChannelHandlerContext,
        _ limits: PhoenixEndpoint.Limits,
        open: () -> Void
    ) throws {
        let pipeline = context.pipeline.syncOperations
        for handler: any RemovableChannelHandler in [self.requests, self.codec, self.encoder] {
            pipeline.removeHandler(handler, promise: nil)
        }
        try pipeline.addHandlers(
            [
                IdleStateHandler(readTimeout: TimeAmount(limits.idleTimeout)),
                ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: limits.messageBytes)),
                handler,
            ],
            position: .after(upgrade)
        )
        open()
        pipeline.removeHandler(upgrade, promise: nil)
        pipeline.removeHandler(self.decoder, promise: nil)
    }
}

#endif
