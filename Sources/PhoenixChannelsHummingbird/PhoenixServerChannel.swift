#if Hummingbird

import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes

/// A connection: HTTP, which may become a WebSocket.
struct PhoenixServerChannel: ServerChildChannel, HTTPChannelHandler {
    let endpoint: PhoenixEndpoint
    let responder: Responder

    func setup(
        channel: any Channel,
        logger: Logger
    ) -> EventLoopFuture<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>> {
        channel.eventLoop.makeCompletedFuture {
            _ = try HTTPPipeline(requestTimeout: self.endpoint.limits.requestTimeout, logger: logger, channel) {
                pipeline in
                UpgradeHandler(self.endpoint, pipeline, logger: logger)
            }
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: NIOAsyncChannel.Configuration(isOutboundHalfClosureEnabled: true)
            )
        }
    }

    @concurrent
    func handle(value: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>, logger: Logger) async {
        await self.handleHTTP(asyncChannel: value, logger: logger)
    }
}

#endif
