#if HTTPClient

import Approov
import NIOCore
import NIOHTTP1

/// Ends a connection whose answer has a status of no class (RFC 9110 section 15) before AsyncHTTPClient 1.37 sees it, which takes
/// `000` for an interim answer and traps at the body.
final class ResponseStatusCheck: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private var isRefused = false

    /// Adds the check behind the decoder of a connection that AsyncHTTPClient has made.
    static func add(to channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(ResponseStatusCheck(), position: .after(decoder))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = self.unwrapInboundIn(data), !(100...599 ~= head.status.code) {
            self.isRefused = true
            context.fireErrorCaught(KeySourceError(.refused, "The server answers with a status that there is not."))
            context.close(promise: nil)
        }
        guard !self.isRefused else { return }
        context.fireChannelRead(data)
    }
}

#endif
