/// What happened within one second.
struct Sample: Sendable {
    /// How many samples there were up to this one.
    let number: Int

    /// How often checks ended how, by the place of the outcome in the list of all outcomes; only what happened.
    let outcomes: [Int: Int64]

    /// How many verifications took how long, by range.
    let durations: [Int64]
}
