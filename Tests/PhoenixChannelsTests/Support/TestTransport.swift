import PhoenixChannels
import Synchronization

/// A transport that keeps what it is told.
final class TestTransport: SocketTransport {
    struct Closure: Hashable {
        let code: CloseCode
        let reason: String
        let delay: Duration?
    }

    let queue: QueueExecutor
    let frames: AsyncStream<WireFrame>
    let closures = Mutex<[Closure]>([])
    let readings = Mutex<[Bool]>([])
    private let sink: AsyncStream<WireFrame>.Continuation

    init(_ queue: QueueExecutor) {
        self.queue = queue
        (self.frames, self.sink) = AsyncStream.makeStream()
    }

    var executor: any SerialExecutor { self.queue }
    var lane: any DeliveryLane { self.queue }

    func send(_ frame: WireFrame) { self.sink.yield(frame) }

    func setReading(_ isReading: Bool) { self.readings.withLock { $0.append(isReading) } }

    func close(_ code: CloseCode, reason: String) {
        self.close(after: .zero, code, reason: reason)
    }

    func close(after delay: Duration?, _ code: CloseCode, reason: String) {
        self.closures.withLock { $0.append(Closure(code: code, reason: reason, delay: delay)) }
    }
}
