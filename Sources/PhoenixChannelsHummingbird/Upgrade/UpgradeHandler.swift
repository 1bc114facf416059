#if Hummingbird

import Logging
import NIOCore
import NIOHTTP1
import NIOWebSocket
import PhoenixChannels

/// Answers requests for the socket, and hands all others on.
///
/// It may be any request of a connection, also one behind others: proxies use their connections again. It is answered when
/// those before it have been, and what comes behind it waits until then.
final class UpgradeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// What comes next begins a request.
        case idle
        /// The rest of a request goes to the router.
        case passing(isLast: Bool)
        /// The rest of a request is of no interest; it is answered once it has ended and the answer is known.
        case answering(UpgradeRequest, hasEnded: Bool, Answer?)
        /// Nothing is read any more.
        case finished
    }

    private enum Answer {
        case refuse(HTTPResponseStatus)
        case upgrade(AcceptedSocket, ProtocolVersion, HTTPHeaders)
    }

    private let endpoint: PhoenixEndpoint
    private let pipeline: HTTPPipeline
    private let logger: Logger

    private var state = State.idle
    /// What has been read and must wait.
    private var held = CircularBuffer<HTTPServerRequestPart>()
    /// How many requests the router has yet to answer.
    private var unanswered = 0
    /// Whether what the router has been handed last is the last request of this connection.
    private var hasPassedLast = false
    private var isReadPending = false
    private var isQuiescing = false

    init(_ endpoint: PhoenixEndpoint, _ pipeline: HTTPPipeline, logger: Logger) {
        self.endpoint = endpoint
        self.pipeline = pipeline
        self.logger = logger
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.held.append(Self.unwrapInboundIn(data))
        self.work(context)
    }

    /// Takes what is held, part by part, as long as nothing must be waited for.
    private func work(_ context: ChannelHandlerContext) {
        while !self.isWaiting, let part = self.held.popFirst() {
            self.take(part, context)
            self.answerIfReady(context)
        }
    }

    private var isWaiting: Bool {
        if case .answering(_, hasEnded: true, _) = self.state { true } else { false }
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch (self.state, part) {
        case (.idle, .head(let head)):
            self.begin(UpgradeRequest(head: head), context)
        case (.passing(let isLast), .end):
            self.state = isLast ? .finished : .idle
            context.fireChannelRead(Self.wrapInboundOut(part))
        case (.passing, _), (.idle, _):
            context.fireChannelRead(Self.wrapInboundOut(part))
        case (.answering(let request, _, let answer), .end):
            self.state = .answering(request, hasEnded: true, answer)
        case (.answering, _), (.finished, _):
            break
        }
    }

    private func begin(_ request: UpgradeRequest, _ context: ChannelHandlerContext) {
        guard request.isAcceptable else {
            self.state = .answering(request, hasEnded: false, .refuse(.badRequest))
            return
        }
        guard request.isFor(self.endpoint.path) else {
            self.state = .passing(isLast: request.mayStopParser)
            self.hasPassedLast = request.mayStopParser
            self.unanswered += 1
            return context.fireChannelRead(Self.wrapInboundOut(.head(request.head)))
        }
        switch request.opening(origins: self.endpoint.origins, peer: context.remoteAddress) {
        case .refused(let status):
            self.state = .answering(request, hasEnded: false, .refuse(status))
        case .open(let info, let version):
            self.state = .answering(request, hasEnded: false, nil)
            self.decide(request, info, version, context)
        }
    }

    private func decide(
        _ request: UpgradeRequest,
        _ info: ConnectInfo,
        _ version: ProtocolVersion,
        _ context: ChannelHandlerContext
    ) {
        let accept = self.endpoint.accept
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.makeFutureWithTask { try await accept(info) }
            .flatMap { socket in
                let (_, context) = loopBound.value
                if let fault = request.handshakeFault {
                    return context.eventLoop.makeSucceededFuture(Answer.refuse(fault))
                }
                return Self.handshake(request, context).map { .upgrade(socket, version, $0) }
            }
            .whenComplete { result in
                let (handler, context) = loopBound.value
                guard case .answering(let request, let hasEnded, nil) = handler.state else { return }
                handler.state = .answering(request, hasEnded: hasEnded, (try? result.get()) ?? .refuse(.forbidden))
                handler.answerIfReady(context)
                handler.work(context)
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

    // MARK: Answers

    private func answerIfReady(_ context: ChannelHandlerContext) {
        guard case .answering(let request, hasEnded: true, let answer?) = self.state, self.unanswered == 0,
            context.channel.isActive
        else { return }
        switch answer {
        case .refuse(let status):
            self.logger.debug("Socket refused", metadata: ["http.status": "\(status.code)"])
            self.refuse(request, status, context)
        case .upgrade(let socket, let version, let headers):
            self.state = .finished
            // A parser that has gone on behind the handshake has not taken it for one.
            guard self.held.isEmpty else { return context.close(promise: nil) }
            self.respond(HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers), context)
            self.open(socket, version, context)
        }
        self.readIfPending(context)
    }

    private func refuse(_ request: UpgradeRequest, _ status: HTTPResponseStatus, _ context: ChannelHandlerContext) {
        let isKeptAlive = request.head.isKeepAlive && !self.isQuiescing
        let goesOn = isKeptAlive && (request.stopsParser || !request.mayStopParser)
        var headers: HTTPHeaders = ["content-length": "0"]
        if status == .upgradeRequired {
            headers.add(name: "connection", value: "upgrade")
            headers.add(name: "upgrade", value: "websocket")
            headers.add(name: "sec-websocket-version", value: "13")
        }
        if !goesOn { headers.add(name: "connection", value: "close") }
        self.state = goesOn ? .idle : .finished
        self.respond(HTTPResponseHead(version: request.head.version, status: status, headers: headers), context)
        if !goesOn {
            context.close(promise: nil)
        } else if request.stopsParser {
            self.pipeline.resumeParsing(context)
        }
    }

    private func respond(_ head: HTTPResponseHead, _ context: ChannelHandlerContext) {
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func open(_ socket: AcceptedSocket, _ version: ProtocolVersion, _ context: ChannelHandlerContext) {
        let lane = self.endpoint.lanes.lane(of: context.eventLoop)
        let handler = WebSocketHandler(lane, self.endpoint.limits, logger: self.logger)
        do {
            try self.pipeline.becomeWebSocket(handler, replacing: self, context, self.endpoint.limits) {
                handler.open(SocketSession(socket, version: version, transport: WebSocketTransport(handler, lane)))
                if self.isQuiescing { handler.close(after: .zero, .goingAway, reason: "") }
            }
        } catch {
            context.close(promise: nil)
        }
    }

    // MARK: Answers of the router

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let answersLast = self.hasPassedLast && self.unanswered == 1
        switch Self.unwrapOutboundIn(data) {
        case .head(var head) where answersLast:
            head.headers.replaceOrAdd(name: "connection", value: "close")
            context.write(Self.wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            self.unanswered -= 1
            context.write(data, promise: promise)
            if answersLast {
                context.flush()
                context.close(promise: nil)
            } else {
                self.answerIfReady(context)
                self.work(context)
            }
        default:
            context.write(data, promise: promise)
        }
    }

    // MARK: Reading

    func read(context: ChannelHandlerContext) {
        if self.isReading { context.read() } else { self.isReadPending = true }
    }

    private var isReading: Bool {
        switch self.state {
        case .idle, .passing, .answering(_, hasEnded: false, _): true
        case .answering(_, hasEnded: true, _), .finished: false
        }
    }

    private func readIfPending(_ context: ChannelHandlerContext) {
        guard self.isReading, self.isReadPending else { return }
        self.isReadPending = false
        context.read()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        if self.isReadPending { context.channel.read() }
    }

    // MARK: The end

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            self.isQuiescing = true
            // What is being answered is answered first, and then this closes the connection.
            if case .answering = self.state { return }
        }
        context.fireUserInboundEventTriggered(event)
    }
}

#endif
