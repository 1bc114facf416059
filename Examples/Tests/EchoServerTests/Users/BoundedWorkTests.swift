import Dispatch
import Testing

@testable import EchoServer

@Suite("Bounded work")
struct BoundedWorkTests {
    @Test("What finds no place to wait is turned away, and the rest is done")
    func bound() async throws {
        let work = BoundedWork(threads: 2, waiting: 3)
        let gate = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    do {
                        try await work.run { gate.wait() }
                        return true
                    } catch is BoundedWork.Full {
                        return false
                    }
                }
            }
            // Nothing else can end before the gate opens.
            #expect(try await group.next() == false)
            for _ in 0..<5 { gate.signal() }
            for try await isDone in group { #expect(isDone) }
        }
        #expect(try await work.run { 1 } == 1)
    }

    @Test("Work that fails makes room too")
    func failure() async throws {
        struct Failure: Error {}
        let work = BoundedWork(threads: 1, waiting: 0)
        for _ in 0..<3 {
            await #expect(throws: Failure.self) { try await work.run { throw Failure() } }
        }
    }
}
