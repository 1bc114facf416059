/// How the refreshing of keys stands at a moment, for a page or an alert that tells an operator.
///
/// ```swift
/// if refresher.status.failures > 10 { logger.error("The key source has been out of reach for some time") }
/// ```
///
/// It says nothing of the keys themselves; those are in ``KeyStore/snapshot``. The durations are those at the moment of asking.
public struct KeyRefreshStatus: Sendable, Hashable {
    /// The source's name.
    public let source: String

    /// How long ago the keys were found to be those of the source, or `nil` if they never were, or were dropped for their age.
    public let sinceConfirmed: Duration?

    /// How long ago the keys became others than before, or `nil` if they never did.
    public let sinceChanged: Duration?

    /// How long it is until the source is looked at again, if nobody asks for it sooner.
    public let untilNextLook: Duration

    /// How many looks have failed since the last that did not.
    public let failures: Int
}
