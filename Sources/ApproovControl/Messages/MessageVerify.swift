package import Approov
import HTTPTypes

/// Verifies a signed request as a server does, and says why it would be refused.
package struct MessageVerify: Sendable {
    /// The request as it arrived, with the URL that the app uses.
    package var request: RequestSource

    /// Where its body is.
    package var body: InputSource?

    /// What its token is verified with.
    package var key: VerifyingKeyChoice

    /// Whether the installation must have signed.
    package var installation = SigningRequirement.required

    /// Whether it must be signed with the account's key; by default if there are account keys.
    package var account: SigningRequirement?

    /// A file with the account's keys.
    package var accountKeys: InputSource?

    /// How the key of a signature comes from an account key.
    package var derivation = AccountSigningKeys.Derivation.direct

    /// The deviations from RFC 9421 that are accepted.
    package var compatibility: Set<CompatibilityForm> = []

    /// When it is verified, or `nil` for the moment at which it has been read.
    package var now: NumericDate?

    /// Whether the answer is a JSON object.
    package var isJSON = false

    package init(request: RequestSource, key: VerifyingKeyChoice, now: NumericDate?) {
        self.request = request
        self.key = key
        self.now = now
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        guard self.now?.secondsSinceEpoch.isFinite != false else { throw .misuse("A time must be a finite number.") }
        let named = [self.body, self.accountKeys].compactMap(\.self) + self.request.sources + self.key.sources
        try Surroundings.requireOneStandardInput(named)
        let ring = try self.key.load(in: surroundings)
        let policy = try self.policy(in: surroundings)
        let request = try self.request.request(in: surroundings)
        let now = self.now ?? .now
        var report = VerificationReport(
            of: request.headerFields[.approovToken] ?? "",
            evidence: RequestEvidence(request),
            ring: ring,
            policy: policy,
            now: now
        )
        var finding: BodyFinding?
        if let attestation = report.attestation {
            switch try BodyFinding.of(self.body, attestation, in: surroundings) {
            case .success(let found): finding = found
            case .failure(let rejection): report = report.refused(for: rejection)
            }
        }
        let signatures = report.attestation?.signatures.map { SignatureReport($0, now: now) } ?? []
        let lines =
            self.isJSON
            ? [Self.json(report, signatures, finding).line]
            : report.lines(
                surroundings.palette,
                adding: [signatures.isEmpty ? "not signed" : nil, finding?.words].compactMap(\.self),
                details: signatures.flatMap { $0.lines(surroundings.palette) }
            )
        return Answer(lines: lines, isYes: report.isAccepted)
    }

    private func policy(in surroundings: Surroundings) throws(ControlFault) -> VerificationPolicy {
        let account = self.account ?? (self.accountKeys == nil ? .off : .required)
        guard account == .off || self.accountKeys != nil else {
            throw .misuse("A signature with an account key is verified with account keys: name their file.")
        }
        var signing = MessageSigning(installation: self.installation, account: account)
        if let accountKeys {
            signing.accountKeys = try AccountKeysFile(accountKeys).load(self.derivation, in: surroundings)
        }
        signing.compatibility = self.compatibility
        signing.maximumBodyLength = .max
        var policy = VerificationPolicy.standard
        policy.messageSigning = signing
        return policy
    }

    private static func json(
        _ report: VerificationReport,
        _ signatures: [SignatureReport],
        _ finding: BodyFinding?
    ) -> JSONOutput {
        report.json(adding: [
            ("signatures", .array(signatures.map(\.json))), ("body", .optionalText(finding?.rawValue)),
        ])
    }
}
