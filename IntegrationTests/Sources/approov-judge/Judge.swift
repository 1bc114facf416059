import Approov
import HTTPTypes

/// Verifies cases with the rings of a configuration.
struct Judge {
    struct UnknownRing: Error { let name: String }

    private let verifiers: [String: ApproovVerifier]
    private let boundPolicy: VerificationPolicy

    init(_ configuration: JudgeConfiguration) throws {
        self.verifiers = try configuration.rings.mapValues { keys in
            ApproovVerifier(keys: try KeyRing(keys.map { try VerificationKey(jwk: $0) }))
        }
        var policy = VerificationPolicy.standard
        policy.binding = TokenBinding(to: BoundField(.authorization))
        self.boundPolicy = policy
    }

    /// Returns `accepted`, or the code of the rejection.
    func verdict(on test: JudgeCase) throws -> String {
        guard var verifier = self.verifiers[test.ring] else { throw UnknownRing(name: test.ring) }
        var fields = HTTPFields()
        if let token = test.token { fields.append(HTTPField(name: .approovToken, lenientValue: token.utf8)) }
        if let authorization = test.authorization {
            fields.append(HTTPField(name: .authorization, lenientValue: authorization.utf8))
            verifier = verifier.applying(self.boundPolicy)
        }
        do throws(Rejection) {
            _ = try verifier.verify(RequestEvidence(fields: fields))
            return "accepted"
        } catch {
            return error.code.description
        }
    }
}
