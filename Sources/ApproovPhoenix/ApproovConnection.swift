public import Approov
import PhoenixChannels
import Synchronization

/// A socket that the gate has let in.
public final class ApproovConnection: Sendable {
    /// No token is waited for longer than this, however late it says that it expires.
    private static let longestDelay = 86_400.0 * 365

    let verifier: ApproovVerifier
    let expiry: SocketExpiry
    private let handle: SocketHandle
    private let latest: Mutex<Attestation?>

    init(_ attestation: Attestation?, _ handle: SocketHandle, verifier: ApproovVerifier, expiry: SocketExpiry) {
        self.verifier = verifier
        self.expiry = expiry
        self.handle = handle
        self.latest = Mutex(attestation)
        self.setDeadline(by: attestation)
    }

    /// What is known of the app, by the token with which it connected or the one that it has sent since.
    ///
    /// `nil` if it has brought no good one and the verifier only observes that.
    public var attestation: Attestation? { self.latest.withLock { $0 } }

    /// Judges a message by the token in its payload.
    func check(_ payload: Payload) throws(Rejection) -> Attestation? {
        try self.verifier.assess(Credentials(self.verifier.policy).evidence(in: payload)).passed()
    }

    /// Judges a message by the token of the socket.
    func checkSocket() throws(Rejection) -> Attestation? {
        guard let attestation = self.attestation else { return nil }
        guard self.verifier.now() < self.end(of: attestation) else {
            throw Rejection(.expired, check: .token, message: "The token of the socket has expired (exp).")
        }
        return attestation
    }

    /// Takes a fresh token of the same device.
    func refresh(_ payload: Payload) throws(Rejection) {
        let fresh = try self.check(payload)
        try self.latest.withLock { latest throws(Rejection) in
            guard let device = fresh?.claims.deviceID, device == latest?.claims.deviceID else {
                throw Rejection(.invalidClaim, check: .token, message: "The fresh token is of another device (did).")
            }
            latest = fresh
        }
        self.setDeadline(by: fresh)
    }

    private func end(of attestation: Attestation) -> NumericDate {
        attestation.expiry.advanced(bySeconds: self.verifier.policy.freshness.clockSkewSeconds)
    }

    private func setDeadline(by attestation: Attestation?) {
        guard case .deadline(_, let code) = self.expiry, let attestation else { return }
        let seconds = self.end(of: attestation).secondsSinceEpoch - self.verifier.now().secondsSinceEpoch
        let delay = min(max(seconds, 0), Self.longestDelay)
        self.handle.disconnect(after: .seconds(delay), code, reason: "token expired")
    }
}
