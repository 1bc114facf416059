import Approov
import ApproovControl
import Foundation
import Testing

@Suite("Dates and spans of time")
struct DateTextTests {
    @Test(
        "A date reads as in RFC 3339",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (1_900_000_000, "2030-03-17T17:46:40Z"), (1.5, "1970-01-01T00:00:01.500Z"),
            (-0.25, "1969-12-31T23:59:59.750Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
            (253_402_300_800, "a date beyond the calendar"), (-12_219_292_800, "1582-10-15T00:00:00Z"),
            (-12_219_292_801, "a date beyond the calendar"), (1e300, "a date beyond the calendar"),
            (.nan, "a date beyond the calendar"),
        ] as [(Double, String)]
    )
    func date(seconds: Double, text: String) {
        #expect(DateText.utc(NumericDate(secondsSinceEpoch: seconds)) == text)
    }

    @Test("Every day of four centuries is that of Foundation")
    func days() {
        for day in 0..<146_097 {
            let seconds = Double(day) * 86_400 - 1_000_000_000
            let expected = Date(timeIntervalSince1970: seconds).formatted(.iso8601)
            guard DateText.utc(NumericDate(secondsSinceEpoch: seconds)) != expected else { continue }
            Issue.record("Day \(day) is not \(expected).")
            return
        }
    }

    @Test(
        "A span is told by its two largest units",
        arguments: [
            (0, "0s"), (0.9, "0s"), (59, "59s"), (60, "1m"), (252, "4m12s"), (3600, "1h"), (3601, "1h"),
            (3780, "1h3m"), (86_399, "23h59m"), (86_400, "1d"), (90_000, "1d1h"), (31_536_000, "365d"),
            (1e12, "ages"), (1e300, "ages"),
        ] as [(Double, String)]
    )
    func duration(seconds: Double, text: String) {
        #expect(DateText.duration(seconds) == text)
    }

    @Test("A date is before or after the present", arguments: [(90, "in 1m30s"), (0, "0s ago"), (-90, "1m30s ago")])
    func relative(seconds: Double, text: String) {
        let now = NumericDate(secondsSinceEpoch: 1_900_000_000)
        #expect(DateText.relative(now.advanced(bySeconds: seconds), to: now) == text)
    }
}
