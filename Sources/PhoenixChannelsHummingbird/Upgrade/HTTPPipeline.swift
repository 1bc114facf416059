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
    private let pipelining = HTTPServerPipelineHandler()
    private let codec = HTTP1ToHTTPServerCodec(secure: false)
    private let requests: HTTPConnectionStateHandler

    init(_ endpoint: PhoenixEndpoint, _ channel: any Channel, logger: Logger) throws {
        self.requests = HTTPConnectionStateHandler(
            idleTimeout: endpoint.limits.requestTimeout,
            logger: logger
        )
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(self.decoder)
        try pipeline.addHandler(self.encoder)
        try pipeline.addHandler(self.pipelining)
        try pipeline.addHandler(UpgradeHandler(endpoint, self, logger: logger))
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
    /// What the client has sent already is read by them.
    ///
    /// Behind them stays the end of Hummingbird's asynchronous channel, which sees nothing but the end of the connection.
    func becomeWebSocket(
        _ handler: WebSocketHandler,
        _ upgrade: UpgradeHandler,
        _ context: ChannelHandlerContext,
        _ limits: PhoenixEndpoint.Limits
    ) throws {
        let pipeline = context.pipeline.syncOperations
        for handler: any RemovableChannelHandler in [self.requests, self.codec, self.pipelining, self.encoder] {
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
        pipeline.removeHandler(upgrade, promise: nil)
        pipeline.removeHandler(self.decoder, promise: nil)
    }
}

#endif
