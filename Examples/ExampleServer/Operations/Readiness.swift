import Approov
import ServiceLifecycle
import Synchronization

/// Whether a server should be sent requests.
final class Readiness: Sendable {
    enum State: String, Sendable {
        case ready
        /// There is no key yet, and so every token would be refused.
        case waitingForKeys = "waiting for keys"
        /// The server has been told to stop.
        case draining
    }

    private let stores: [KeyStore]
    private let isDraining = Atomic(false)

    init(_ stores: [KeyStore]) {
        self.stores = stores
    }

    var state: State {
        if self.isDraining.load(ordering: .relaxed) { return .draining }
        return self.stores.allSatisfy(\.isReady) ? .ready : .waitingForKeys
    }
}

extension Readiness: Service {
    /// Waits until the server is told to stop, and says so from then on.
    func run() async {
        try? await gracefulShutdown()
        self.isDraining.store(true, ordering: .relaxed)
    }
}
