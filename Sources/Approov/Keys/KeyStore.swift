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
public final class KeyStore: Sendable {
    private let ring: Mutex<KeyRing>

    /// Makes a store of a ring of keys.
    ///
    /// - Parameter ring: The keys to begin with; ``KeyRing/empty`` if they are still on their way.
    public init(_ ring: KeyRing) {
        self.ring = Mutex(ring)
    }

    /// The keys that are valid now.
    public var snapshot: KeyRing {
        self.ring.withLock { $0 }
    }

    /// Makes these the valid keys.
    public func replace(with ring: KeyRing) {
        self.ring.withLock { $0 = ring }
    }
}
