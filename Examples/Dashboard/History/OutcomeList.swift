/// Every way in which a check has ended so far, in the order of their first time.
///
/// What counts checks has a closed list of outcomes. Should it not, there is an end to this one.
struct OutcomeList: Sendable {
    static let maximumCount = 96

    private(set) var outcomes = [CheckOutcome.accepted]
    private var places = [CheckOutcome.accepted: 0]

    /// Returns the place of an outcome, or that of all that have come too late to get one.
    mutating func place(of outcome: CheckOutcome) -> Int {
        let isFull = self.outcomes.count >= Self.maximumCount
        let outcome =
            self.places[outcome] == nil && isFull ? CheckOutcome(effect: outcome.effect, reason: "other") : outcome
        if let place = self.places[outcome] { return place }
        self.places[outcome] = self.outcomes.count
        self.outcomes.append(outcome)
        return self.outcomes.count - 1
    }
}
