#if Hummingbird

import NIOCore
import PhoenixChannels

/// A WebSocket connection as the session sees it.
final class WebSocketTransport: SocketTransport {
    private let eventLoopLane: EventLoopLane
    private let handler: NIOLoopBound<WebSocketHandler>

    init(_ handler: WebSocketHandler, _ lane: EventLoopLane) {
        self.eventLoopLane = lane
        self.handler = NIOLoopBound(handler, eventLoop: lane.eventLoop)
    }

    var executor: any SerialExecutor { self.eventLoopLane.executor }

    var lane: any DeliveryLane { self.eventLoopLane }

    func send(_ frame: WireFrame) { self.handler.value.send(frame) }

    func setReading(_ isReading: Bool) { self.handler.value.setReading(isReading) }

    func close(_ code: CloseCode, reason: String) {
        self.close(after: .zero, code, reason: reason)
    }

    func close(after delay: Duration?, _ code: CloseCode, reason: String) {
        self.eventLoopLane.execute { self.handler.value.close(after: delay, code, reason: reason) }
    }
}

#endif
