package import Approov

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Points in time and spans of it as people read them.
package enum DateText {
    /// The seconds from the beginning of the Gregorian calendar to the end of the year 9999.
    private static let calendar = -12_219_292_800.0..<253_402_300_800.0

    /// Returns a date as RFC 3339 writes it, in UTC, with milliseconds if there are any.
    package static func utc(_ date: NumericDate) -> String {
        guard Self.calendar.contains(date.secondsSinceEpoch) else { return "a date beyond the calendar" }
        let milliseconds = (date.secondsSinceEpoch * 1000).rounded(.down)
        let hasFraction = milliseconds.truncatingRemainder(dividingBy: 1000) != 0
        return Date(timeIntervalSince1970: milliseconds / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: hasFraction))
    }

    /// Returns a date relative to the present: "in 4m12s" or "1h3m ago".
    package static func relative(_ date: NumericDate, to now: NumericDate) -> String {
        let seconds = date.secondsSinceEpoch - now.secondsSinceEpoch
        return seconds > 0 ? "in \(Self.duration(seconds))" : "\(Self.duration(-seconds)) ago"
    }

    /// Returns a span by its two largest units.
    package static func duration(_ seconds: Double) -> String {
        guard let whole = Int64(exactly: seconds.rounded(.down)), whole < 1_000_000_000_000 else { return "ages" }
        let units = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] as [(String, Int64)]
        guard let first = units.firstIndex(where: { whole >= $0.1 }) else { return "0s" }
        let large = units[first]
        let rest = whole % large.1
        guard first + 1 < units.count, rest >= units[first + 1].1 else { return "\(whole / large.1)\(large.0)" }
        let small = units[first + 1]
        return "\(whole / large.1)\(large.0)\(rest / small.1)\(small.0)"
    }
}
