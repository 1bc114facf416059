/// How a request is judged when some checks are enforced and others observed.
///
/// An edge acts on a verdict; who needs only a yes or a no calls ``ApproovVerifier/verify(_:)``.
public enum Verdict: Sendable {
    /// Every check passed.
    case attested(Attestation)

    /// The request passes although checks failed, because they are only observed.
    ///
    /// There is at least one rejection, in the order of the checks, and an attestation if the token itself passed.
    case observed([Rejection], attestation: Attestation?)

    /// The request does not pass. Checks that are only observed may have failed before.
    case refused(Rejection, observed: [Rejection])
}

extension Verdict {
    /// What is known of the sender, if the token passed and the request does.
    public var attestation: Attestation? {
        switch self {
        case .attested(let attestation): attestation
        case .observed(_, let attestation): attestation
        case .refused: nil
        }
    }
}

extension Verdict {
    /// Whether the request is refused for want of a key that a key source may have.
    ///
    /// A check that only observes makes nobody wait.
    var isForWantOfKey: Bool {
        guard case .refused(let rejection, _) = self else { return false }
        return rejection.unknownKeyID != nil
    }
}

extension Verdict {
    /// Returns the verdict after one more check has failed.
    func failing(_ rejection: Rejection, mode: Enforcement) -> Verdict {
        switch (self, mode) {
        case (.attested, .enforce): .refused(rejection, observed: [])
        case (.attested(let attestation), .observe): .observed([rejection], attestation: attestation)
        case (.observed(let observed, _), .enforce): .refused(rejection, observed: observed)
        case (.observed(let observed, let attestation), .observe):
            .observed(observed + [rejection], attestation: attestation)
        case (.refused, _): self
        }
    }
}

extension Verdict {
    /// Ends the observation of the verification that came to this.
    func end(_ observation: VerificationObservation) {
        switch self {
        case .attested: observation.end()
        case .observed(let rejections, _): observation.end(observing: rejections)
        case .refused(let rejection, let observed): observation.end(observing: observed, refusing: rejection)
        }
    }
}
