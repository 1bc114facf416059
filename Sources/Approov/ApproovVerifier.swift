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
    /// What a request must bring.
    public let policy: VerificationPolicy

    package let now: @Sendable () -> NumericDate
    private let keys: DomainKeys
    private let metrics: VerificationMetrics

    /// Makes a verifier with keys that may be replaced while it is in use.
    ///
    /// Its metrics go to the factory that is current when it is made, its spans to the tracer and its log lines to the logger
    /// that are current when it verifies.
    public init(keys: KeyStore, policy: VerificationPolicy = .standard) {
        self.init(keys: DomainKeys(always: keys), policy: policy)
    }

    /// Makes a verifier with keys that stay.
    public init(keys: KeyRing, policy: VerificationPolicy = .standard) {
        self.init(keys: KeyStore(keys), policy: policy)
    }

    /// Makes a verifier with keys that depend on the host that a request is for.
    public init(keys: DomainKeys, policy: VerificationPolicy = .standard) {
        self.init(keys: keys, policy: policy, now: { .now }, metrics: VerificationMetrics())
    }

    package init(keys: KeyStore, policy: VerificationPolicy, now: @escaping @Sendable () -> NumericDate) {
        self.init(keys: DomainKeys(always: keys), policy: policy, now: now, metrics: VerificationMetrics())
    }

    private init(
        keys: DomainKeys,
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

    /// Returns a verifier for requests that are all for one API domain, whatever host they name.
    ///
    /// Use it behind a proxy that puts another host in place of the client's, for the messages of a socket, which name none,
    /// or for a group of routes that serves one domain.
    ///
    /// - Parameter domain: One of the domains of the verifier's ``DomainKeys``.
    /// - Returns: A verifier with the keys of that domain, and the same policy, clock and metrics.
    /// - Throws: ``KeyError`` if it is none of them.
    public func serving(_ domain: String) throws(KeyError) -> ApproovVerifier {
        guard let store = self.keys.store(ofDomain: domain) else {
            throw KeyError(.malformed, "There are no keys for this API domain.")
        }
        return ApproovVerifier(
            keys: DomainKeys(always: store),
            policy: self.policy,
            now: self.now,
            metrics: self.metrics
        )
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
        let verdict = self.verdict(on: evidence)
        verdict.end(observation)
        return verdict
    }

    /// Returns how the request is judged, and waits for keys that are on their way.
    ///
    /// It differs from ``assess(_:)`` only if the token names a `kid` that no key has, and a ``KeyRefresher`` is at hand: then it
    /// waits for the refresher to look for that key, if it does, which takes no longer than two of its time-outs. So a key that is
    /// published and used at the same moment refuses nobody.
    public func assessAwaitingKeys(_ evidence: RequestEvidence) async -> Verdict {
        let observation = VerificationObservation(metrics: self.metrics)
        var verdict = self.verdict(on: evidence)
        if verdict.isForWantOfKey, let lookups = self.keys.store(forAuthority: evidence.authority)?.lookups {
            await lookups.wait()
            verdict = self.verdict(on: evidence)
        }
        verdict.end(observation)
        return verdict
    }

    private func verdict(on evidence: RequestEvidence) -> Verdict {
        var observed: [Rejection] = []
        var genuine: (token: AuthenticToken, expiry: NumericDate)?
        do throws(Rejection) {
            genuine = try self.genuineToken(of: evidence)
        } catch {
            guard self.policy.tokenMode == .observe else { return .refused(error, observed: []) }
            observed.append(error)
        }
        var isBound = false
        if let binding = self.policy.binding {
            do throws(Rejection) {
                isBound = try binding.check(evidence, against: genuine?.token.claims)
            } catch {
                guard binding.mode == .observe else { return .refused(error, observed: observed) }
                observed.append(error)
            }
        }
        let attestation = genuine.map { Attestation($0.token, expiry: $0.expiry, isBound: isBound) }
        guard let attestation, observed.isEmpty else { return .observed(observed, attestation: attestation) }
        return .attested(attestation)
    }

    /// Evidence → limits → split → header → key → signature → payload → time → claims.
    private func genuineToken(of evidence: RequestEvidence) throws(Rejection) -> (AuthenticToken, NumericDate) {
        let text = try self.policy.tokenField.token(in: evidence, maximumLength: self.policy.maximumTokenLength)
        let token = try self.authenticate(UnverifiedToken(text), for: evidence.authority)
        let expiry = try self.policy.freshness.check(token.claims, at: self.now())
        try self.policy.expectations.check(token.claims)
        return (token, expiry)
    }

    private func authenticate(_ token: UnverifiedToken, for authority: String?) throws(Rejection) -> AuthenticToken {
        guard let store = self.keys.store(forAuthority: authority) else {
            throw Rejection(.unknownKey, check: .token, message: "There are no keys for the host of the request.")
        }
        do throws(Rejection) {
            return try token.authenticated(by: store.snapshot)
        } catch {
            // Without any keys, somebody looks for them already.
            if let keyID = error.unknownKeyID, error.code != .keysUnavailable { store.lookups?.ask(for: keyID) }
            throw error
        }
    }
}
