package import Approov
import HTTPTypes

/// Verifies a token as a server does, and says why it would be refused.
package struct TokenVerify: Sendable {
    /// Whether a token must be bound.
    package enum Binding: String, Sendable, CaseIterable {
        case required
        case ifPresent = "if-present"
        case off

        fileprivate var requirement: TokenBinding.Requirement? {
            switch self {
            case .required: .required
            case .ifPresent: .ifPresent
            case .off: nil
            }
        }
    }

    /// Where the token is.
    package var token: InputSource

    /// What it is verified with.
    package var key: VerifyingKeyChoice

    /// What the request carries that the token should be bound to.
    package var bound: [InputSource] = []

    /// Whether the token must be bound; by default if there is something that it could be bound to.
    package var binding: Binding?

    /// The issuer that the token must name.
    package var issuer: String?

    /// The audience that the token must name.
    package var audience: String?

    /// How far clocks may disagree, in seconds.
    package var clockSkew = 0.0

    /// How long before its expiry the token may be accepted, in seconds.
    package var maximumLifetime: Double?

    /// When it is verified, or `nil` for the moment at which it has been read, since a token may be made while it is awaited.
    package var now: NumericDate?

    /// Whether the answer is a JSON object.
    package var isJSON = false

    package init(token: InputSource, key: VerifyingKeyChoice, now: NumericDate?) {
        self.token = token
        self.key = key
        self.now = now
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        let policy = try self.policy()
        try Surroundings.requireOneStandardInput([self.token] + self.key.sources + self.bound)
        let ring = try self.key.load(in: surroundings)
        let bound = try BoundValues(self.bound, in: surroundings)
        let text = try surroundings.text(of: self.token, "a token").trimmingASCIIWhitespace()
        let report = VerificationReport(
            of: text,
            evidence: Self.evidence(text, isBound: !bound.bytes.isEmpty),
            ring: ring,
            policy: policy(bound),
            now: self.now ?? .now
        )
        let lines = self.isJSON ? [report.json().line] : report.lines(surroundings.palette)
        return Answer(lines: lines, isYes: report.isAccepted)
    }

    /// Returns the policy as a function of what the token should be bound to.
    private func policy() throws(ControlFault) -> (BoundValues) -> VerificationPolicy {
        guard self.now?.secondsSinceEpoch.isFinite != false else { throw .misuse("A time must be a finite number.") }
        var policy = VerificationPolicy.standard
        policy.expectations = TokenExpectations(issuer: self.issuer, audience: self.audience)
        do throws(PolicyError) {
            policy.freshness = try Freshness(
                clockSkewSeconds: self.clockSkew,
                maximumLifetimeSeconds: self.maximumLifetime
            )
        } catch {
            throw .misuse(error.description)
        }
        let choice = self.binding ?? (self.bound.isEmpty ? .off : .required)
        return { [policy] bound in
            var policy = policy
            policy.binding = choice.requirement.map { requirement in
                TokenBinding(to: BoundField(.authorization, .custom { _ in bound.bytes }), requirement: requirement)
            }
            return policy
        }
    }

    /// Returns a request with the token.
    ///
    /// What it is bound to may be anything and not only what a header can carry, so the policy takes it from elsewhere; the header
    /// only says that it is there.
    private static func evidence(_ token: String, isBound: Bool) -> RequestEvidence {
        var fields: HTTPFields = [.approovToken: token]
        if isBound { fields[.authorization] = "bound" }
        return RequestEvidence(fields: fields)
    }
}
