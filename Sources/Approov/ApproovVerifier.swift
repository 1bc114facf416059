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
    /// Every check of the policy must pass, also one that is only to be observed: an attestation means that it did. What is left
    /// to do with the body says ``Attestation/bodyVerification``.
    ///
    /// - Throws: The ``Rejection`` of the first check that failed.
    public func verify(_ evidence: RequestEvidence) throws(Rejection) -> Attestation {
        let observation = VerificationObservation(metrics: self.metrics)
        do throws(Rejection) {
            let token = try self.freshToken(of: evidence)
            let isBound = try self.policy.binding?.check(evidence, against: token.claims) ?? false
            let proof = try self.proof(of: evidence, token)
            observation.end()
            return self.attestation(token, isBound: isBound, proof: proof, mode: .enforce)
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

    /// Returns how the request is judged, and waits for what takes time: keys that are on their way, and a replay memory.
    ///
    /// If the token names a `kid` that no key has, and a ``KeyRefresher`` is at hand, it waits for the refresher to look for that
    /// key, if it does, which takes no longer than two of its time-outs. So a key that is published and used at the same moment
    /// refuses nobody.
    ///
    /// - Parameters:
    ///   - evidence: What the request brings.
    ///   - replays: Who lets each signed request through once, or `nil` to let it through again.
    /// - Returns: The verdict.
    public func assess(_ evidence: RequestEvidence, replays: ReplayGuard?) async -> Verdict {
        let observation = VerificationObservation(metrics: self.metrics)
        var verdict = self.verdict(on: evidence)
        if verdict.isForWantOfKey, let lookups = self.keys.store(forAuthority: evidence.authority)?.lookups {
            await lookups.wait()
            verdict = self.verdict(on: evidence)
        }
        if let replays, let attestation = verdict.attestation {
            do throws(Rejection) {
                try await replays.check(attestation.signatures, at: self.now())
            } catch {
                verdict = verdict.failing(error, mode: self.policy.messageSigning?.mode ?? .enforce)
            }
        }
        verdict.end(observation)
        return verdict
    }

    private func verdict(on evidence: RequestEvidence) -> Verdict {
        var observed: [Rejection] = []
        var token: FreshToken?
        do throws(Rejection) {
            token = try self.freshToken(of: evidence)
        } catch {
            guard self.policy.tokenMode == .observe else { return .refused(error, observed: []) }
            observed.append(error)
        }
        var isBound = false
        if let binding = self.policy.binding {
            do throws(Rejection) {
                isBound = try binding.check(evidence, against: token?.claims)
            } catch {
                guard binding.mode == .observe else { return .refused(error, observed: observed) }
                observed.append(error)
            }
        }
        var proof = MessageProof()
        let signingMode = self.policy.messageSigning?.mode ?? .enforce
        do throws(Rejection) {
            proof = try self.proof(of: evidence, token)
        } catch {
            guard signingMode == .observe else { return .refused(error, observed: observed) }
            observed.append(error)
        }
        let attestation = token.map { self.attestation($0, isBound: isBound, proof: proof, mode: signingMode) }
        guard let attestation, observed.isEmpty else { return .observed(observed, attestation: attestation) }
        return .attested(attestation)
    }

    private func proof(of evidence: RequestEvidence, _ token: FreshToken?) throws(Rejection) -> MessageProof {
        guard let signing = self.policy.messageSigning else { return MessageProof() }
        return try signing.check(evidence, against: token, in: self.policy.tokenField.name)
    }

    private func attestation(
        _ token: consuming FreshToken,
        isBound: Bool,
        proof: MessageProof,
        mode: Enforcement
    ) -> Attestation {
        let observation = BodyObservation(self.metrics.bodies, mode: mode)
        return Attestation(
            token,
            isBound: isBound,
            signatures: proof.signatures,
            bodyVerification: proof.body.map { BodyVerification($0, observation) }
        )
    }

    /// Evidence → limits → split → header → key → signature → payload → time → claims.
    private func freshToken(of evidence: RequestEvidence) throws(Rejection) -> FreshToken {
        let field = self.policy.tokenField
        let token = try evidence.withValue(at: field.index(in: evidence)) { value throws(Rejection) in
            let text = try field.token(in: value, maximumLength: self.policy.maximumTokenLength)
            return try self.authenticate(value.extracting(text), for: evidence.authority)
        }
        let now = self.now()
        let expiry = try self.policy.freshness.check(token.claims, at: now)
        try self.policy.expectations.check(token.claims)
        return FreshToken(token, expiry: expiry, verifiedAt: now)
    }

    private func authenticate(_ text: Span<UInt8>, for authority: String?) throws(Rejection) -> AuthenticToken {
        let token = try ParsedToken(text)
        guard let store = self.keys.store(forAuthority: authority) else {
            throw Rejection(.unknownKey, check: .token, message: "There are no keys for the host of the request.")
        }
        do throws(Rejection) {
            return try token.authenticated(text, by: store.snapshot)
        } catch {
            // Without any keys, somebody looks for them already.
            if let keyID = error.unknownKeyID, error.code != .keysUnavailable { store.lookups?.ask(for: keyID) }
            throw error
        }
    }
}
