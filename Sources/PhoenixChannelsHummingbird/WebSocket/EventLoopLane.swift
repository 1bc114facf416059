#if Hummingbird

import NIOCore
import PhoenixChannels

/// An event loop as the place where sockets live: what they share there.
final class EventLoopLane: DeliveryLane {
    let eventLoop: any EventLoop
    let executor: any SerialExecutor

    private struct State {
        /// The frames that were written last, as buffers: a broadcast is one frame for many sockets.
        var buffers: [(frame: WireFrame, buffer: ByteBuffer)] = []
        /// The sockets that have written something since the last flush.
        var unflushed: [WebSocketHandler] = []
    }

    private let state: NIOLoopBoundBox<State>

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.executor = eventLoop.executor
        self.state = NIOLoopBoundBox.makeBoxSendingValue(State(), eventLoop: eventLoop)
    }

    func execute(_ work: @escaping @Sendable () -> Void) {
        if self.eventLoop.inEventLoop { work() } else { self.eventLoop.execute(work) }
    }

    /// Returns the frame as a buffer, the same one for all sockets.
    func buffer(of frame: WireFrame) -> ByteBuffer {
        for cached in self.state.value.buffers where cached.frame === frame { return cached.buffer }
        let buffer = ByteBuffer(bytes: frame.bytes)
        // As many as there are versions of the protocol.
        if self.state.value.buffers.count >= ProtocolVersion.allCases.count { self.state.value.buffers.removeFirst() }
        self.state.value.buffers.append((frame, buffer))
        return buffer
    }

    /// Flushes a socket when the loop has done what it is doing, so that several frames leave in one write.
    func flushSoon(_ handler: WebSocketHandler) {
        self.state.value.unflushed.append(handler)
        guard self.state.value.unflushed.count == 1 else { return }
        self.eventLoop.assumeIsolated().execute {
            let handlers = self.state.value.unflushed
            self.state.value.unflushed.removeAll(keepingCapacity: true)
            self.state.value.buffers = []
            for handler in handlers { handler.flush() }
        }
    }
}

#endif
