public import Approov
import PhoenixChannels
import Synchronization

/// A socket that the gate has let in.
public final class ApproovConnection: Sendable {
    /// No token is waited for longer than this, however late it says that it expires: a year, in seconds.
    private static let longestDelay = 86_400.0 * 365

    private let gate: ApproovSocketGate
    private let handle: SocketHandle
    private let latest: Mutex<Attestation?>

    init(_ attestation: Attestation?, _ handle: SocketHandle, gate: ApproovSocketGate) {
        self.gate = gate
        self.handle = handle
        self.latest = Mutex(attestation)
        self.setDeadline(by: attestation)
    }

    /// What is known of the app, by the token with which it connected or the one that it has sent since.
    ///
    /// `nil` if it has brought no good one and the verifier only observes that.
    public var attestation: Attestation? { self.latest.withLock { $0 } }

    /// The event that brings a fresh token, if there is one.
    var refreshEvent: String? {
        if case .deadline(let event, _) = self.gate.expiry { event } else { nil }
    }

    /// Judges a join or an event.
    func admit(_ payload: Payload) throws(Rejection) -> Attestation? {
        try self.gate.reporting { () throws(Rejection) in
            switch self.gate.expiry {
            case .eachMessageHasItsToken: try self.gate.check(payload)
            case .deadline: try self.unexpired()
            }
        }
    }

    /// Judges a message by the token of the socket.
    private func unexpired() throws(Rejection) -> Attestation? {
        guard let attestation = self.attestation else { return nil }
        guard self.gate.verifier.now() < self.end(of: attestation) else {
            throw Rejection(.expired, check: .token, message: "The token of the socket has expired (exp).")
        }
        return attestation
    }

    /// Takes a fresh token of the same device.
    func refresh(_ payload: Payload) throws(Rejection) {
        let fresh = try self.gate.reporting { () throws(Rejection) in
            let fresh = try self.gate.check(payload)
            guard let device = fresh?.claims.deviceID, device == self.attestation?.claims.deviceID else {
                throw Rejection(.invalidClaim, check: .token, message: "The fresh token is of another device (did).")
            }
            return fresh
        }
        self.latest.withLock { $0 = fresh }
        self.setDeadline(by: fresh)
    }

    private func end(of attestation: Attestation) -> NumericDate {
        attestation.expiry.advanced(bySeconds: self.gate.verifier.policy.freshness.clockSkewSeconds)
    }

    private func setDeadline(by attestation: Attestation?) {
        guard case .deadline(_, let code) = self.gate.expiry, let attestation else { return }
        let seconds = self.end(of: attestation).secondsSinceEpoch - self.gate.verifier.now().secondsSinceEpoch
        let delay = min(max(seconds, 0), Self.longestDelay)
        self.handle.disconnect(after: .seconds(delay), code, reason: "token expired")
    }
}
