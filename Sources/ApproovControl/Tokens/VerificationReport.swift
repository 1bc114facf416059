import Approov
import StrictJSON

/// What came of verifying a token, alone or with the request that carries it.
struct VerificationReport {
    private var outcome: Result<Attestation, Rejection>

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

    /// Returns the report of the same request if it is refused for something that is found later.
    func refused(for rejection: Rejection) -> VerificationReport {
        var report = self
        report.outcome = .failure(rejection)
        return report
    }

    /// What is known of an accepted request.
    var attestation: Attestation? { try? self.outcome.get() }

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

    /// Returns the verdict and the claims of a genuine token.
    ///
    /// - Parameters:
    ///   - palette: The colours.
    ///   - facts: What else is to be said of an accepted request in a word or two.
    ///   - details: What else is to be said of it in lines.
    /// - Returns: The lines.
    func lines(_ palette: Palette, adding facts: [String] = [], details: [String] = []) -> [String] {
        var lines: [String]
        switch self.outcome {
        case .success(let attestation):
            let device = attestation.claims.deviceID.map { "device \(PlainText.escaping($0))" }
            let standard = [device ?? "no device", self.expiryText, attestation.isBound ? "bound" : nil]
            let line = [palette.good("accepted")] + standard.compactMap(\.self) + facts
            lines = [line.joined(separator: "  ")] + details
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

    /// Returns the verdict and the claims of a genuine token as an object, with other members of an accepted request.
    func json(adding others: [(String, JSONOutput)] = []) -> JSONOutput {
        var members: [(String, JSONOutput)]
        switch self.outcome {
        case .success(let attestation):
            members = [("outcome", .text("accepted")), ("isBound", .boolean(attestation.isBound))] + others
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
