public import Approov
import PhoenixChannels
import Synchronization

/// A socket that the gate has let in.
public final class ApproovConnection: Sendable {
    /// No token is waited for longer than this, however late it says that it expires: a year, in seconds.
    private static let longestDelay = 86_400.0 * 365

    private let rules: SocketRules
    private let handle: SocketHandle
    private let latest: Mutex<Attestation?>

    init(_ attestation: Attestation?, _ handle: SocketHandle, _ rules: SocketRules) {
        self.rules = rules
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
        if case .deadline(let event, _) = self.rules.expiry { event } else { nil }
    }

    /// Judges a join or an event.
    func admit(_ payload: Payload) throws(Rejection) -> Attestation? {
        switch self.rules.expiry {
        case .eachMessageHasItsToken: try self.judge(payload)
        case .deadline: try self.rules.reporting { () throws(Rejection) in try self.unexpired() }
        }
    }

    /// Judges a message by the token in its payload.
    private func judge(_ payload: Payload) throws(Rejection) -> Attestation? {
        try self.rules.judge { () throws(Rejection) in
            try Credentials(self.rules.verifier.policy).evidence(in: payload)
        }
    }

    /// Judges a message by the token of the socket.
    private func unexpired() throws(Rejection) -> Attestation? {
        guard let attestation = self.attestation else { return nil }
        guard self.rules.verifier.now() < self.end(of: attestation) else {
            throw Rejection(.expired, check: .token, message: "The token of the socket has expired (exp).")
        }
        return attestation
    }

    /// Takes a fresh token of the same device.
    func refresh(_ payload: Payload) throws(Rejection) {
        let fresh = try self.judge(payload)
        try self.rules.reporting { () throws(Rejection) in
            guard let device = fresh?.claims.deviceID, device == self.attestation?.claims.deviceID else {
                throw Rejection(.invalidClaim, check: .token, message: "The fresh token is of another device (did).")
            }
        }
        self.latest.withLock { $0 = fresh }
        self.setDeadline(by: fresh)
    }

    private func end(of attestation: Attestation) -> NumericDate {
        attestation.expiry.advanced(bySeconds: self.rules.verifier.policy.freshness.clockSkewSeconds)
    }

    private func setDeadline(by attestation: Attestation?) {
        guard case .deadline(_, let code) = self.rules.expiry, let attestation else { return }
        let seconds = self.end(of: attestation).secondsSinceEpoch - self.rules.verifier.now().secondsSinceEpoch
        let delay = min(max(seconds, 0), Self.longestDelay)
        self.handle.disconnect(after: .seconds(delay), code, reason: "token expired")
    }
}
