/// When a ``KeyRefresher`` looks at its source, and how long it lives with old keys.
///
/// Each duration is from a second to a year; what is shorter or longer counts as that.
public struct KeyRefreshTiming: Sendable, Hashable {
    /// The longest time between two looks at the source.
    ///
    /// A source that says how long its keys stay good is looked at sooner: when four fifths of that time are over, but not more
    /// often than every thirty seconds, or every interval if that is shorter.
    public var interval: Duration

    /// How long a look at the source may take.
    public var timeout = Duration.seconds(5)

    /// The time from a first failure to the next look; it doubles with each further failure, up to the interval.
    public var retryDelay = Duration.seconds(1)

    /// How long the keys stay valid when no newer ones can be had, or `nil` for as long as it takes.
    ///
    /// Tokens are refused after that. It bounds for how long somebody who holds a stolen key can profit from keeping your server
    /// from the key source.
    public var maximumAge: Duration?

    /// The time between two looks for the sake of tokens that name an unknown `kid`.
    ///
    /// Who sends such tokens must not be able to make the server ask its source all the time.
    public var cooldown = Duration.seconds(30)

    /// Makes a timing.
    ///
    /// - Parameters:
    ///   - interval: The longest time between two looks at the source.
    ///   - maximumAge: How long the keys stay valid when no newer ones can be had.
    public init(interval: Duration, maximumAge: Duration?) {
        self.interval = interval
        self.maximumAge = maximumAge
    }

    /// For key sets on the network: every five minutes, and for a day without newer ones.
    public static let network = KeyRefreshTiming(interval: .seconds(300), maximumAge: .seconds(86400))

    /// For files: every two seconds, and for as long as it takes, since nobody but the operator can take a file away.
    public static let file = KeyRefreshTiming(interval: .seconds(2), maximumAge: nil)

    /// The part of a wait that is left to chance, so that many servers do not ask at once.
    static let jitter = 0.1

    /// The shortest time between two looks that a source's short-lived answers can bring about.
    static let shortestInterval = Duration.seconds(30)

    /// The longest duration that is reckoned with.
    static let longest = Duration.seconds(365 * 86_400)

    /// The same timing with no duration below a second or above a year.
    var bounded: KeyRefreshTiming {
        func bounded(_ duration: Duration) -> Duration { min(max(duration, .seconds(1)), Self.longest) }
        var timing = self
        timing.interval = bounded(self.interval)
        timing.timeout = bounded(self.timeout)
        timing.retryDelay = bounded(self.retryDelay)
        timing.maximumAge = self.maximumAge.map { bounded($0) }
        timing.cooldown = bounded(self.cooldown)
        return timing
    }
}
