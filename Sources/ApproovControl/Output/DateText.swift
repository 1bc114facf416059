package import Approov

/// Points in time and spans of it as people read them.
package enum DateText {
    /// The seconds of the years 0 to 9999.
    private static let calendar = -62_167_219_200.0..<253_402_300_800.0

    /// Returns a date as RFC 3339 writes it, in UTC, with milliseconds if there are any.
    package static func utc(_ date: NumericDate) -> String {
        let milliseconds = (date.secondsSinceEpoch * 1000).rounded(.down)
        guard Self.calendar.contains(date.secondsSinceEpoch), let whole = Int64(exactly: milliseconds) else {
            return "a date beyond the calendar"
        }
        let (days, time) = whole.quotientAndRemainder(flooring: 86_400_000)
        let (year, month, day) = Self.civil(days: days)
        let fraction = time % 1000 == 0 ? "" : "." + Self.digits(time % 1000, 3)
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60].map { Self.digits($0, 2) }
        return "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))"
            + "T\(clock.joined(separator: ":"))\(fraction)Z"
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

    /// Returns the day of the proleptic Gregorian calendar that is so many days after 1970-01-01.
    ///
    /// Years are counted from March, so that the day that is sometimes missing is their last.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooring: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func digits(_ number: Int64, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}

extension Int64 {
    /// Divides with a remainder that is never negative.
    fileprivate func quotientAndRemainder(flooring divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = self.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
