#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A point in time as a token writes it: seconds since 1970-01-01T00:00:00Z, ignoring leap seconds (RFC 7519 section 2).
///
/// Approov writes fractions of a second, and a token may write any number, so nothing is rounded and nothing is converted to
/// an integer or a calendar date.
public struct NumericDate: Sendable, Hashable, Comparable {
    /// The number of seconds.
    ///
    /// It may be fractional or negative.
    public let secondsSinceEpoch: Double

    /// Makes a point in time.
    public init(secondsSinceEpoch: Double) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// The present time by the system's clock, which must be synchronised.
    public static var now: NumericDate {
        NumericDate(secondsSinceEpoch: Date().timeIntervalSince1970)
    }

    /// Whether one point in time is before another.
    public static func < (lhs: NumericDate, rhs: NumericDate) -> Bool {
        lhs.secondsSinceEpoch < rhs.secondsSinceEpoch
    }

    /// Returns the point in time that is so many seconds later.
    public func advanced(bySeconds seconds: Double) -> NumericDate {
        NumericDate(secondsSinceEpoch: self.secondsSinceEpoch + seconds)
    }
}
