#if Hummingbird

import Logging
import NIOCore
import NIOHTTP1
import NIOWebSocket
import PhoenixChannels

/// Answers requests for the socket, and hands all others on.
///
/// It may be any request of a connection, also one behind others: proxies use their connections again. ``HTTPPipeline`` puts
/// a handler before it that holds the next request back until this one has been answered.
final class UpgradeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// What comes next begins a request.
        case idle
        /// The rest of a request goes to the router.
        case passing(UpgradeRequest)
        /// The rest of a request is of no interest; it is answered once it has ended and the answer is known.
        case answering(hasEnded: Bool, answer: Answer?)
    }

    private enum Answer {
        case refuse(HTTPResponseStatus, UpgradeRequest)
        case upgrade(AcceptedSocket, ProtocolVersion, HTTPHeaders)
    }

    private let endpoint: PhoenixEndpoint
    private let pipeline: HTTPPipeline
    private let logger: Logger
    private var state = State.idle

    init(_ endpoint: PhoenixEndpoint, _ pipeline: HTTPPipeline, logger: Logger) {
        self.endpoint = endpoint
        self.pipeline = pipeline
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = Self.unwrapInboundIn(data)
        switch (self.state, part) {
        case (.idle, .head(let head)):
            let request = UpgradeRequest(head: head)
            guard request.hasHost else {
                self.state = .answering(hasEnded: false, answer: .refuse(.badRequest, request))
                return
            }
            guard request.isFor(self.endpoint.path) else {
                self.state = .passing(request)
                return context.fireChannelRead(data)
            }
            self.state = .answering(hasEnded: false, answer: nil)
            self.decide(request, context)
        case (.passing(let request), .end):
            self.state = .idle
            context.fireChannelRead(data)
            if request.stopsParser { self.pipeline.resumeParsing(context) }
        case (.answering(_, let answer), .end):
            self.state = .answering(hasEnded: true, answer: answer)
            self.answerIfReady(context)
        case (.answering, _):
            break
        default:
            context.fireChannelRead(data)
        }
    }

    private func decide(_ request: UpgradeRequest, _ context: ChannelHandlerContext) {
        switch request.opening(origins: self.endpoint.origins, peer: context.remoteAddress) {
        case .refused(let status):
            self.take(.refuse(status, request), context)
        case .open(let info, let version):
            let accept = self.endpoint.accept
            let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.makeFutureWithTask { try await accept(info) }
                .flatMap { socket in
                    let (_, context) = loopBound.value
                    if let fault = request.handshakeFault {
                        return context.eventLoop.makeSucceededFuture(Answer.refuse(fault, request))
                    }
                    return Self.handshake(request, context).map { .upgrade(socket, version, $0) }
                }
                .whenComplete { result in
                    let (handler, context) = loopBound.value
                    handler.take((try? result.get()) ?? .refuse(.forbidden, request), context)
                }
        }
    }

    /// Returns the fields of the answer to a handshake.
    private static func handshake(
        _ request: UpgradeRequest,
        _ context: ChannelHandlerContext
    ) -> EventLoopFuture<HTTPHeaders> {
        NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() }
        )
        .buildUpgradeResponse(channel: context.channel, upgradeRequest: request.head, initialResponseHeaders: [:])
    }

    private func take(_ answer: Answer, _ context: ChannelHandlerContext) {
        guard case .answering(let hasEnded, _) = self.state else { return }
        self.state = .answering(hasEnded: hasEnded, answer: answer)
        self.answerIfReady(context)
    }

    private func answerIfReady(_ context: ChannelHandlerContext) {
        guard case .answering(true, let answer?) = self.state, context.channel.isActive else { return }
        self.state = .idle
        switch answer {
        case .refuse(let status, let request):
            self.logger.debug("Socket refused", metadata: ["http.status": "\(status.code)"])
            self.refuse(request, status, context)
        case .upgrade(let socket, let version, let headers):
            self.respond(HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers), context)
            do {
                try self.open(socket, version, context)
            } catch {
                context.close(promise: nil)
            }
        }
    }

    private func open(
        _ socket: AcceptedSocket,
        _ version: ProtocolVersion,
        _ context: ChannelHandlerContext
    ) throws {
        let lane = self.endpoint.lanes.lane(of: context.eventLoop)
        let handler = WebSocketHandler(lane, self.endpoint.limits, logger: self.logger)
        try self.pipeline.becomeWebSocket(handler, replacing: self, context, self.endpoint.limits) {
            handler.open(SocketSession(socket, version: version, transport: WebSocketTransport(handler, lane)))
        }
    }

    private func refuse(_ request: UpgradeRequest, _ status: HTTPResponseStatus, _ context: ChannelHandlerContext) {
        var headers: HTTPHeaders = ["content-length": "0"]
        if status == .upgradeRequired {
            headers.add(name: "connection", value: "upgrade")
            headers.add(name: "upgrade", value: "websocket")
            headers.add(name: "sec-websocket-version", value: "13")
        }
        if !request.head.isKeepAlive { headers.add(name: "connection", value: "close") }
        self.respond(HTTPResponseHead(version: request.head.version, status: status, headers: headers), context)
        if !request.head.isKeepAlive {
            context.close(promise: nil)
        } else if request.stopsParser {
            self.pipeline.resumeParsing(context)
        }
    }

    private func respond(_ head: HTTPResponseHead, _ context: ChannelHandlerContext) {
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    }
}

#endif
