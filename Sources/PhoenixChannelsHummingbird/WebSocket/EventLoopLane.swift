#if Hummingbird

import NIOCore
import NIOWebSocket
import PhoenixChannels

/// An event loop as the place where sockets live: what they share there.
final class EventLoopLane: DeliveryLane {
    let eventLoop: any EventLoop
    let executor: any SerialExecutor

    /// What only the event loop touches.
    private final class State {
        /// The frame that was written last, as a buffer: a broadcast is one frame for many sockets.
        var frame: WireFrame?
        var buffer = ByteBuffer()
        /// The sockets that have written something since the last flush.
        var unflushed: [any Flushable] = []
    }

    private let state: NIOLoopBound<State>

    /// Makes the lane of an event loop, which must be the current one.
    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.executor = eventLoop.executor
        self.state = NIOLoopBound(State(), eventLoop: eventLoop)
    }

    func execute(_ work: @escaping @Sendable () -> Void) {
        if self.eventLoop.inEventLoop { work() } else { self.eventLoop.execute(work) }
    }

    /// Returns the frame as a buffer, the same one for all sockets that send it one after the other.
    func buffer(of frame: WireFrame) -> ByteBuffer {
        let state = self.state.value
        if state.frame === frame { return state.buffer }
        state.frame = frame
        state.buffer = ByteBuffer(opcode: frame.isText ? .text : .binary, payload: frame.bytes)
        return state.buffer
    }

    /// Flushes a socket when the loop has done what it is doing, so that several frames leave in one write.
    func flushSoon(_ socket: any Flushable) {
        let state = self.state.value
        state.unflushed.append(socket)
        guard state.unflushed.count == 1 else { return }
        self.eventLoop.assumeIsolated().execute {
            let sockets = state.unflushed
            state.unflushed.removeAll(keepingCapacity: true)
            state.frame = nil
            for socket in sockets { socket.flush() }
        }
    }
}

#endif
