import NIOPosix
import Synchronization

/// A few threads for work that takes long, and a bound to how much of it may wait.
///
/// Beyond the bound work is turned away at once: an answer that comes too late is worth nothing and costs the same.
final class BoundedWork: Sendable {
    /// Thrown for work that finds all threads busy and the waiting room full.
    struct Full: Error {}

    private let threads: NIOThreadPool
    private let capacity: Int
    private let pending = Mutex(0)

    init(threads: Int = 2, waiting: Int = 64) {
        self.threads = NIOThreadPool(numberOfThreads: threads)
        self.capacity = threads + waiting
        self.threads.start()
    }

    deinit {
        self.threads.shutdownGracefully { _ in }
    }

    /// Returns the result of work that is done on one of the threads.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        guard self.enter() else { throw Full() }
        defer { self.leave() }
        return try await self.threads.runIfActive(work)
    }

    private func enter() -> Bool {
        self.pending.withLock { pending in
            guard pending < self.capacity else { return false }
            pending += 1
            return true
        }
    }

    private func leave() {
        self.pending.withLock { $0 -= 1 }
    }
}
