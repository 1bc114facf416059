/// How a check can end, in the words that log lines and metrics use.
struct CheckOutcome: Sendable, Hashable {
    enum Effect: String, Sendable, Encodable {
        /// Every check passed.
        case accepted
        /// One failed, and the server observes only.
        case observed
        /// One failed.
        case refused
    }

    static let accepted = CheckOutcome(effect: .accepted, reason: "accepted")

    let effect: Effect
    let reason: String
}
