import Approov
import Synchronization

/// Remembers for a while why sockets were refused, so that their pages can show it.
final class SocketRefusals: Sendable {
    private struct Memory {
        var rejections: [String: [Rejection]] = [:]
        /// The names in the order in which they came.
        var names: [String] = []
    }

    private static let mostSockets = 64
    private static let mostRejections = 256
    private static let longestName = 36

    private let memory = Mutex(Memory())

    /// Remembers why something was refused; a name that pages do not give is passed over.
    func note(_ rejection: Rejection, of name: String) {
        guard !name.isEmpty, name.utf8.count <= Self.longestName else { return }
        self.memory.withLock { memory in
            if memory.rejections[name] == nil {
                memory.names.append(name)
                if memory.names.count > Self.mostSockets {
                    memory.rejections[memory.names.removeFirst()] = nil
                }
            }
            guard memory.rejections[name, default: []].count < Self.mostRejections else { return }
            memory.rejections[name, default: []].append(rejection)
        }
    }

    /// Returns what was refused, in its order.
    func rejections(of name: String) -> [Rejection] {
        self.memory.withLock { $0.rejections[name] ?? [] }
    }
}
