import Approov

extension Verdict {
    /// Returns what is known of the sender; nothing, if the token failed and that is only observed.
    func passed() throws(Rejection) -> Attestation? {
        if case .refused(let rejection, _) = self { throw rejection }
        return self.attestation
    }
}
