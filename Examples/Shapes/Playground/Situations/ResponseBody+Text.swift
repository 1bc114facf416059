import HTTPTypes
import Hummingbird
import Synchronization

extension ResponseBody {
    /// Returns what the body says, as a client would read it.
    consuming func text() async throws -> String {
        let collected = Collected()
        try await self.write(Collector(collected: collected))
        return collected.text
    }
}

private final class Collected: Sendable {
    private let bytes = Mutex(ByteBuffer())

    var text: String { self.bytes.withLock { String(buffer: $0) } }

    func add(_ buffer: ByteBuffer) {
        self.bytes.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }
}

private struct Collector: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws {
        self.collected.add(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
