import Dispatch
import PhoenixChannels

/// A place where sockets of a test live: a queue, as an event loop would be.
final class QueueExecutor: SerialExecutor, DeliveryLane {
    private static let key = DispatchSpecificKey<ObjectIdentifier>()
    private let queue = DispatchQueue(label: "sockets")

    init() {
        self.queue.setSpecific(key: Self.key, value: ObjectIdentifier(self))
    }

    private var isCurrent: Bool { DispatchQueue.getSpecific(key: Self.key) == ObjectIdentifier(self) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        self.queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(self.queue))
    }

    func execute(_ work: @escaping @Sendable () -> Void) {
        if self.isCurrent { work() } else { self.queue.async(execute: work) }
    }
}
