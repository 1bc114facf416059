#if Hummingbird

import Logging
import NIOCore
import NIOWebSocket
import PhoenixChannels

/// A WebSocket: frames in, messages to the session; frames of the session out.
///
/// NIO's decoder knows the layout of frames. What RFC 6455 demands beyond that is checked here.
final class WebSocketHandler: ChannelInboundHandler, Flushable {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = Never
    typealias OutboundOut = ByteBuffer

    private enum State {
        case open
        /// A close frame has been sent; what comes in is of no interest.
        case closing
        case closed
    }

    private let lane: EventLoopLane
    private let limits: PhoenixEndpoint.Limits
    private let logger: Logger

    private var state = State.open
    private var context: ChannelHandlerContext?
    private var session: SocketSession?
    private var assembly: MessageAssembly
    private var backlog: FrameBacklog
    private var deadline: Scheduled<Void>?
    private var isFlushDue = false
    private var isReading = true

    init(_ lane: EventLoopLane, _ limits: PhoenixEndpoint.Limits, logger: Logger) {
        self.lane = lane
        self.limits = limits
        self.logger = logger
        self.assembly = MessageAssembly(maximumBytes: limits.messageBytes)
        self.backlog = FrameBacklog(limits)
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    /// Begins to hand messages to a session; to be called in the pipeline, before the first can come.
    func open(_ session: SocketSession) {
        self.session = session
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.end()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.end()
        context.fireChannelInactive()
    }

    private func end() {
        self.state = .closed
        self.deadline?.cancel()
        self.deadline = nil
        self.backlog.removeAll()
        self.session?.assumeIsolated { $0.closed() }
        self.session = nil
        self.context = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            self.close(.goingAway, reason: "")
        case is IdleStateHandler.IdleStateEvent:
            // Nothing can come while nothing is read.
            guard self.isReading else { return }
            self.close(.normal, reason: "")
        case ChannelEvent.inputClosed:
            context.close(promise: nil)
        default:
            break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength:
            self.close(.messageTooBig, reason: "")
        case is NIOWebSocketError:
            self.close(.protocolError, reason: "")
        case is ByteToMessageDecoderError:
            // What comes behind a frame that could not be read.
            break
        default:
            context.close(promise: nil)
        }
    }

    // MARK: From the client

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        switch self.state {
        case .open: break
        case .closing where frame.opcode == .connectionClose: return context.close(promise: nil)
        case .closing, .closed: return
        }
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return self.close(.protocolError, reason: "")
        }
        switch frame.opcode {
        case .ping:
            // A client that does not read its pongs gets none.
            guard context.channel.isWritable else { return }
            self.write(ByteBuffer(opcode: .pong, payload: frame.unmaskedData.readableBytesView))
        case .pong:
            break
        case .connectionClose:
            self.answerClose(frame.unmaskedData)
        case .text, .binary, .continuation:
            self.receive(frame)
        default:
            self.close(.protocolError, reason: "")
        }
    }

    private func receive(_ frame: WebSocketFrame) {
        do throws(MessageAssembly.Fault) {
            guard let message = try self.assembly.add(frame) else { return }
            self.receive(message)
        } catch {
            self.close(error == .tooBig ? .messageTooBig : .protocolError, reason: "")
        }
    }

    private func receive(_ message: MessageAssembly.Message) {
        do {
            try self.session?.assumeIsolated { session in
                if message.isText {
                    try session.receive(text: message.bytes)
                } else {
                    try session.receive(binary: message.bytes)
                }
            }
        } catch {
            // What is JSON is UTF-8, so only what is no message has to be looked at twice.
            let isText = !message.isText || String(validating: message.bytes, as: UTF8.self) != nil
            self.close(isText ? .internalError : .invalidText, reason: "")
        }
    }

    /// Sends the client's close frame back (RFC 6455 section 5.5.1).
    private func answerClose(_ body: ByteBuffer) {
        var rest = body
        guard body.readableBytes > 0 else { return self.finish(nil, reason: "") }
        guard let code = rest.readInteger(as: UInt16.self).flatMap(CloseCode.init) else {
            return self.close(.protocolError, reason: "")
        }
        guard String(validating: rest.readableBytesView, as: UTF8.self) != nil else {
            return self.close(.invalidText, reason: "")
        }
        self.finish(code, reason: "")
    }

    // MARK: To the client

    func send(_ frame: WireFrame) {
        guard self.state == .open else { return }
        guard !self.backlog.isEmpty || self.context?.channel.isWritable != true else {
            return self.write(self.lane.buffer(of: frame))
        }
        guard self.backlog.append(frame) else {
            self.logger.debug("Socket closed: the client reads too slowly")
            return self.close(.policyViolation, reason: "too slow")
        }
    }

    private func write(_ frame: ByteBuffer) {
        self.context?.write(Self.wrapOutboundOut(frame), promise: nil)
        guard !self.isFlushDue else { return }
        self.isFlushDue = true
        self.lane.flushSoon(self)
    }

    func flush() {
        self.isFlushDue = false
        self.context?.flush()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        while context.channel.isWritable, let frame = self.backlog.next() {
            self.write(self.lane.buffer(of: frame))
        }
        context.fireChannelWritabilityChanged()
    }

    func setReading(_ isReading: Bool) {
        self.isReading = isReading
        try? self.context?.channel.syncOptions?.setOption(.autoRead, value: isReading)
    }

    // MARK: Closing

    func close(after delay: Duration?, _ code: CloseCode, reason: String) {
        guard self.state == .open else { return }
        self.deadline?.cancel()
        self.deadline = nil
        guard let delay else { return }
        guard delay > .zero else { return self.close(code, reason: reason) }
        let handler = NIOLoopBound(self, eventLoop: self.lane.eventLoop)
        self.deadline = self.lane.eventLoop.scheduleTask(in: TimeAmount(delay)) {
            handler.value.close(code, reason: reason)
        }
    }

    private func close(_ code: CloseCode, reason: String) {
        guard self.state == .open else { return }
        self.finish(code, reason: reason)
    }

    /// Sends a close frame, and waits a while for the client to close the connection; what it sends in the meantime is read
    /// and forgotten, so that the frame is not lost.
    private func finish(_ code: CloseCode?, reason: String) {
        self.state = .closing
        self.backlog.removeAll()
        self.session?.assumeIsolated { $0.closed() }
        var body = ByteBuffer()
        if let code {
            body.writeInteger(code.rawValue)
            body.writeString(reason.fitting(bytes: 123))
        }
        let frame = ByteBuffer(opcode: .connectionClose, payload: body.readableBytesView)
        self.context?.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
        // Nothing follows a close frame.
        self.context?.close(mode: .output, promise: nil)
        self.setReading(true)
        let handler = NIOLoopBound(self, eventLoop: self.lane.eventLoop)
        self.deadline?.cancel()
        self.deadline = self.lane.eventLoop.scheduleTask(in: TimeAmount(self.limits.closeTimeout)) {
            handler.value.context?.close(promise: nil)
        }
    }
}

extension String {
    /// Returns as much of the text as fits into so many bytes.
    fileprivate func fitting(bytes limit: Int) -> String {
        var text = self
        while text.utf8.count > limit { text.removeLast() }
        return text
    }
}

#endif
