import Approov
import HTTPTypes

extension KeyRing {
    /// Returns `accepted`, or the code of the rejection.
    func verdict(on token: String) -> String {
        do throws(Rejection) {
            let fields: HTTPFields = [.approovToken: token]
            _ = try ApproovVerifier(keys: self).verify(RequestEvidence(fields: fields))
            return "accepted"
        } catch {
            return error.code.description
        }
    }
}
