import Approov
import StrictJSON

/// What came of verifying a token.
struct VerificationReport {
    private let outcome: Result<Attestation, Rejection>

    /// The token if its signature holds, whatever else is wrong with it.
    private let genuine: AuthenticToken?

    private let now: NumericDate

    init(
        of token: String,
        evidence: RequestEvidence,
        ring: KeyRing,
        policy: VerificationPolicy,
        now: NumericDate
    ) {
        let verifier = ApproovVerifier(keys: KeyStore(ring), policy: policy, now: { now })
        self.outcome = Result { () throws(Rejection) in try verifier.verify(evidence) }
        self.genuine = try? UnverifiedToken(parsing: token, maximumLength: policy.maximumTokenLength)
            .authenticated(by: ring)
        self.now = now
    }

    var isAccepted: Bool {
        switch self.outcome {
        case .success: true
        case .failure: false
        }
    }

    /// How many seconds are left, if the token is genuine and says when it expires.
    private var secondsToExpiry: Double? {
        self.genuine?.claims.expiry.map { $0.secondsSinceEpoch - self.now.secondsSinceEpoch }
    }

    func lines(_ palette: Palette) -> [String] {
        var lines: [String]
        switch self.outcome {
        case .success(let attestation):
            let device = attestation.claims.deviceID.map { "device \(PlainText.escaping($0))" }
            let facts = [device ?? "no device", self.expiryText, attestation.isBound ? "bound" : nil]
            lines = [([palette.good("accepted")] + facts.compactMap(\.self)).joined(separator: "  ")]
        case .failure(let rejection):
            let code = palette.bad(rejection.code.description)
            lines = [
                "\(palette.bad("rejected"))  \(code)  (\(rejection.check.rawValue)) \(self.message(of: rejection))"
            ]
        }
        guard let genuine = self.genuine else { return lines }
        lines += ["", palette.heading("claims")]
        lines += ClaimTable(genuine.claims.object, now: self.now).lines
        return lines
    }

    private var expiryText: String? {
        self.secondsToExpiry.map { seconds in
            seconds > 0 ? "expires in \(DateText.duration(seconds))" : "expired \(DateText.duration(-seconds)) ago"
        }
    }

    /// Says in hours and minutes what the verifier says in seconds.
    private func message(of rejection: Rejection) -> String {
        guard rejection.code == .expired, let seconds = self.secondsToExpiry else {
            return PlainText.escaping(rejection.message)
        }
        return "The token expired \(DateText.duration(-seconds)) ago."
    }

    var json: JSONOutput {
        var members: [(String, JSONOutput)]
        switch self.outcome {
        case .success(let attestation):
            members = [("outcome", .text("accepted")), ("isBound", .boolean(attestation.isBound))]
        case .failure(let rejection):
            members = [
                ("outcome", .text(rejection.code.description)), ("check", .text(rejection.check.rawValue)),
                ("message", .text(self.message(of: rejection))),
            ]
        }
        guard let genuine = self.genuine else { return .object(members) }
        if let seconds = self.secondsToExpiry {
            members.append(seconds > 0 ? ("expiresIn", .number(seconds)) : ("expiredFor", .number(-seconds)))
        }
        members += [
            ("algorithm", .text(genuine.key.algorithm.rawValue)), ("kid", .optionalText(genuine.key.keyID)),
            ("claims", .raw(genuine.claims.object.bytes)),
        ]
        return .object(members)
    }
}
