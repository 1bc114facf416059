/// Decides whether a request comes from a genuine app.
///
/// Make one at start-up and share it. It is a value: to ask more of one group of routes than of another, make another
/// verifier of it with ``applying(_:)``.
///
/// ```swift
/// let verifier = ApproovVerifier(keys: KeyRing(try VerificationKey(base64Secret: secret)))
/// let attestation = try verifier.verify(RequestEvidence(request.head))
/// ```
///
/// A verification is a synchronous function of the evidence, the keys and the time. It waits for nothing, takes one short
/// lock to read the current keys, and reads the time once. No evidence can make it trap, and its work is bounded by the
/// policy's limits.
public struct ApproovVerifier: Sendable {
    /// The keys that tokens are verified with.
    public let keys: KeyStore

    /// What a request must bring.
    public let policy: VerificationPolicy

    package let now: @Sendable () -> NumericDate
    private let metrics: VerificationMetrics

    /// Makes a verifier with keys that may be replaced while it is in use.
    ///
    /// Its metrics go to the factory that is current when it is made, its spans to the tracer and its log lines to the logger
    /// that are current when it verifies.
    public init(keys: KeyStore, policy: VerificationPolicy = .standard) {
        self.init(keys: keys, policy: policy, now: { .now })
    }

    /// Makes a verifier with keys that stay.
    public init(keys: KeyRing, policy: VerificationPolicy = .standard) {
        self.init(keys: KeyStore(keys), policy: policy)
    }

    package init(keys: KeyStore, policy: VerificationPolicy, now: @escaping @Sendable () -> NumericDate) {
        self.init(keys: keys, policy: policy, now: now, metrics: VerificationMetrics())
    }

    private init(
        keys: KeyStore,
        policy: VerificationPolicy,
        now: @escaping @Sendable () -> NumericDate,
        metrics: VerificationMetrics
    ) {
        self.keys = keys
        self.policy = policy
        self.now = now
        self.metrics = metrics
    }

    /// Returns a verifier with the same keys, clock and metrics, and another policy.
    public func applying(_ policy: VerificationPolicy) -> ApproovVerifier {
        ApproovVerifier(keys: self.keys, policy: policy, now: self.now, metrics: self.metrics)
    }

    /// Returns what is known of the request's sender, or refuses.
    ///
    /// Every check of the policy must pass, also one that is only to be observed: an attestation means that it did.
    ///
    /// - Throws: The ``Rejection`` of the first check that failed.
    public func verify(_ evidence: RequestEvidence) throws(Rejection) -> Attestation {
        let observation = VerificationObservation(metrics: self.metrics)
        do throws(Rejection) {
            let (token, expiry) = try self.genuineToken(of: evidence)
            let isBound = try self.policy.binding?.check(evidence, against: token.claims) ?? false
            observation.end()
            return Attestation(token, expiry: expiry, isBound: isBound)
        } catch {
            observation.end(refusing: error)
            throw error
        }
    }

    /// Returns how the request is judged, with the checks enforced or observed as the policy says.
    public func assess(_ evidence: RequestEvidence) -> Verdict {
        let observation = VerificationObservation(metrics: self.metrics)
        var observed: [Rejection] = []
        var genuine: (token: AuthenticToken, expiry: NumericDate)?
        do throws(Rejection) {
            genuine = try self.genuineToken(of: evidence)
        } catch {
            guard self.policy.tokenMode == .observe else {
                observation.end(refusing: error)
                return .refused(error, observed: [])
            }
            observed.append(error)
        }
        var isBound = false
        if let binding = self.policy.binding {
            do throws(Rejection) {
                isBound = try binding.check(evidence, against: genuine?.token.claims)
            } catch {
                guard binding.mode == .observe else {
                    observation.end(observing: observed, refusing: error)
                    return .refused(error, observed: observed)
                }
                observed.append(error)
            }
        }
        observation.end(observing: observed)
        let attestation = genuine.map { Attestation($0.token, expiry: $0.expiry, isBound: isBound) }
        guard let attestation, observed.isEmpty else { return .observed(observed, attestation: attestation) }
        return .attested(attestation)
    }

    /// Evidence → limits → split → header → key → signature → payload → time → claims.
    private func genuineToken(of evidence: RequestEvidence) throws(Rejection) -> (AuthenticToken, NumericDate) {
        let text = try self.policy.tokenField.token(in: evidence, maximumLength: self.policy.maximumTokenLength)
        let token = try UnverifiedToken(text).authenticated(by: self.keys.snapshot)
        let expiry = try self.policy.freshness.check(token.claims, at: self.now())
        try self.policy.expectations.check(token.claims)
        return (token, expiry)
    }
}
