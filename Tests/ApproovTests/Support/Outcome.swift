import Approov
import HTTPTypes

/// Returns the word for what a verification came to: `accepted`, or the code of the rejection.
func outcome(_ verify: () throws(Rejection) -> some Any) -> String {
    do throws(Rejection) {
        _ = try verify()
        return "accepted"
    } catch {
        return error.code.description
    }
}

/// Returns the word for what the making of a key came to: `accepted`, or the code of the error.
func keyOutcome(_ make: () throws(KeyError) -> some Any) -> String {
    do throws(KeyError) {
        _ = try make()
        return "accepted"
    } catch {
        return error.code.description
    }
}

extension ApproovVerifier {
    /// Returns the word for what the verifier makes of a request with this token and these other fields.
    func outcome(token: String?, _ fields: HTTPFields = [:]) -> String {
        ApproovTests.outcome { () throws(Rejection) in try self.verify(.request(token: token, fields)) }
    }

    /// Returns why the verifier refuses a request with this token and these other fields, if it does.
    func rejection(token: String?, _ fields: HTTPFields = [:]) -> Rejection? {
        do throws(Rejection) {
            _ = try self.verify(.request(token: token, fields))
            return nil
        } catch {
            return error
        }
    }
}

extension RequestEvidence {
    /// The evidence of a request with this token and these other fields.
    ///
    /// White space stays where it is, as in the fields that a server hands on as it has received them.
    static func request(token: String?, _ fields: HTTPFields = [:]) -> RequestEvidence {
        var fields = fields
        if let token { fields.append(HTTPField(name: .approovToken, lenientValue: token.utf8)) }
        return RequestEvidence(fields: fields)
    }
}

extension VerificationPolicy {
    /// The standard policy with one difference.
    static func standard(_ change: (inout VerificationPolicy) throws -> Void) rethrows -> VerificationPolicy {
        var policy = VerificationPolicy.standard
        try change(&policy)
        return policy
    }
}

extension Verdict {
    /// The word for the verdict: `accepted`, `observed` with the codes of the rejections, or the code of the rejection.
    var outcome: String {
        switch self {
        case .attested: "accepted"
        case .observed(let rejections, _): "observed \(rejections.map(\.code.description).joined(separator: " "))"
        case .refused(let rejection, _): rejection.code.description
        }
    }
}
