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

extension ApproovVerifier {
    /// Returns the word for what the verifier makes of a request with this token and these other fields.
    func outcome(token: String?, _ fields: HTTPFields = [:]) -> String {
        var fields = fields
        if let token { fields.append(HTTPField(name: .approovToken, value: token)) }
        return ApproovTests.outcome { () throws(Rejection) in try self.verify(RequestEvidence(fields: fields)) }
    }
}
