import Synchronization

/// The ring of keys that verifications use, replaceable while they run.
///
/// A verification takes a ``snapshot`` once and keeps to it; ``replace(with:)`` takes effect for those that begin after it.
///
/// ```swift
/// let store = KeyStore(try KeyRing(jwks: document))
/// let verifier = ApproovVerifier(keys: store)
/// …
/// store.replace(with: try KeyRing(jwks: newerDocument))
/// ```
///
/// A ``KeyRefresher`` replaces the ring whenever the keys change where they come from.
public final class KeyStore: Sendable {
    private struct State {
        var ring: KeyRing
        var lookups: KeyLookups?
    }

    private let state: Mutex<State>

    /// Makes a store of a ring of keys.
    ///
    /// - Parameter ring: The keys to begin with; ``KeyRing/empty`` if they are still on their way.
    public init(_ ring: KeyRing) {
        self.state = Mutex(State(ring: ring))
    }

    /// The keys that are valid now.
    public var snapshot: KeyRing {
        self.state.withLock { $0.ring }
    }

    /// Whether there are keys, so that tokens can be verified: what a health check of a load balancer wants to know.
    public var isReady: Bool {
        !self.snapshot.keys.isEmpty
    }

    /// Makes these the valid keys.
    public func replace(with ring: KeyRing) {
        self.state.withLock { $0.ring = ring }
    }

    /// Lets those who miss a key ask for it.
    func attach(_ lookups: KeyLookups) {
        self.state.withLock { $0.lookups = lookups }
    }

    /// Notes that there is nobody to ask any more.
    func detach(_ lookups: KeyLookups) {
        self.state.withLock { if $0.lookups === lookups { $0.lookups = nil } }
    }

    /// Who is asked for keys that are missed, if anybody is.
    var lookups: KeyLookups? {
        self.state.withLock { $0.lookups }
    }
}
