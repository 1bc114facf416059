import Approov
import PhoenixChannels

/// What a gate was told, which all its sockets share.
struct SocketRules: Sendable {
    let verifier: ApproovVerifier
    let expiry: SocketExpiry
    let report: @Sendable (Rejection) -> Void

    /// Judges evidence, and reports what is refused.
    ///
    /// - Returns: What is known of the sender; nothing, if the token failed and that is only observed.
    func judge(_ evidence: () throws(Rejection) -> RequestEvidence) throws(Rejection) -> Attestation? {
        try self.reporting { () throws(Rejection) in
            let verdict = self.verifier.assess(try evidence())
            if case .refused(let rejection, _) = verdict { throw rejection }
            return verdict.attestation
        }
    }

    func reporting<Result>(_ check: () throws(Rejection) -> Result) throws(Rejection) -> Result {
        do throws(Rejection) {
            return try check()
        } catch {
            self.report(error)
            throw error
        }
    }
}
