import Logging

/// The vocabulary that log lines, metrics and spans share.
enum VerificationOutcome {
    /// The outcome of a verification in which every check passed; otherwise it is the code of the one that failed.
    static let accepted = "accepted"

    /// The key of the outcome in log metadata and spans.
    static let key = "approov.outcome"

    /// The key of the mode in log metadata and spans.
    static let modeKey = "approov.mode"

    /// The key of a rejection's message in log metadata.
    static let detailKey = "approov.detail"

    /// Logs a failed check.
    static func log(_ rejection: Rejection, mode: Enforcement) {
        Logger.current.debug(
            mode == .enforce ? "Request rejected" : "Rejection observed",
            metadata: [
                Self.key: "\(rejection.code)",
                Self.modeKey: "\(mode.rawValue)",
                Self.detailKey: "\(rejection.message)",
            ]
        )
    }
}
