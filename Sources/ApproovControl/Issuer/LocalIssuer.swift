package import Approov
package import ApproovTesting
import Synchronization

/// A stand-in for the attestation cloud: it makes tokens, publishes its public keys, and changes them when told to.
package final class LocalIssuer: Sendable {
    private struct State {
        var keys: SigningKeySet
        var signer: SigningKey
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> NumericDate

    /// Makes an issuer with a key set, of which the last key signs.
    ///
    /// - Parameters:
    ///   - keys: The keys, of which there must be one.
    ///   - now: The issuer's time.
    /// - Throws: `KeyError` if there is no key.
    package init(keys: SigningKeySet, now: @escaping @Sendable () -> NumericDate = { .now }) throws(KeyError) {
        guard let signer = keys.keys.last else { throw KeyError(.malformed, "There are no keys.") }
        self.state = Mutex(State(keys: keys, signer: signer))
        self.now = now
    }

    /// Makes an issuer with a new key.
    package convenience init(algorithm: TokenAlgorithm) throws(KeyError) {
        var keys = SigningKeySet()
        try keys.add(SigningKey(generating: algorithm, keyID: keys.nextKeyID))
        try self.init(keys: keys)
    }

    /// The public keys, those included that no longer sign.
    var publicKeySet: String { self.state.withLock { $0.keys.publicJWKS } }

    /// The identifiers of the keys, the signing one last.
    var keyIDs: [String] { self.state.withLock { $0.keys.keys.compactMap(\.keyID) } }

    /// Makes a token as an order says.
    func token(_ order: TokenOrder) throws -> (token: String, keyID: String?) {
        let signer = try self.state.withLock { state in
            try order.keyID.map { try state.keys.signer(keyID: $0) } ?? state.signer
        }
        let now = self.now()
        let token = try TestIssuer(key: signer, now: now).token(order.kind, claims: order.claims(issuedAt: now))
        return (token, signer.keyID)
    }

    /// Signs with a new key of the same algorithm from now on.
    ///
    /// The old keys stay published, so that tokens signed with them stay good.
    func rotate() throws(KeyError) {
        let algorithm = self.state.withLock { $0.signer.algorithm }
        // Making an RSA key takes a moment, for which nobody should wait.
        let generated = try SigningKey(generating: algorithm, keyID: nil)
        try self.state.withLock { state throws(KeyError) in
            let signer = generated.named(state.keys.nextKeyID)
            try state.keys.add(signer)
            state.signer = signer
        }
    }

    /// Publishes the signing key alone, so that tokens of all others are bad from now on.
    func retire() throws(KeyError) {
        try self.state.withLock { state throws(KeyError) in
            state.keys = try SigningKeySet([state.signer])
        }
    }
}
