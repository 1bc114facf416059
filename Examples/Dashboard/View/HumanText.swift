/// Numbers as people read them.
enum HumanText {
    /// Writes how long something lasts, with its two greatest units.
    static func duration(_ duration: Duration) -> String {
        let seconds = max(duration.components.seconds, 0)
        let units: [(Int64, String)] = [
            (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s"),
        ]
        let shown = units.drop { $0.0 == 0 }.prefix(2)
        return shown.isEmpty ? "0 s" : shown.map { "\($0) \($1)" }.joined(separator: " ")
    }

    /// Writes how many seconds a verification takes, with two digits: more cannot be told from ranges.
    static func latency(_ seconds: Double?) -> String {
        guard let seconds else { return "–" }
        guard seconds.isFinite else { return "> 10 s" }
        let units = [(1e6, "µs"), (1e3, "ms"), (1, "s")]
        let (scale, unit) = units.first { seconds * $0.0 < 995 } ?? (1, "s")
        let number = seconds * scale
        return "\(self.digits(2, of: number < 99.5 ? number : (number / 10).rounded() * 10)) \(unit)"
    }

    /// Writes how often something happens.
    static func rate(_ count: Int64, over seconds: Int) -> String {
        guard seconds > 0 else { return "0" }
        return self.digits(3, of: Double(count) / Double(seconds))
    }

    /// Writes an amount of memory.
    static func memory(_ bytes: Int64?) -> String {
        bytes.map { "\(($0 + 524_288) / 1_048_576) MiB" } ?? "–"
    }

    /// Writes a count with narrow spaces between thousands.
    static func count(_ count: Int64) -> String {
        let digits = Array("\(count)")
        return digits.indices.map { index in
            let isGap = index > 0 && (digits.count - index).isMultiple(of: 3)
            return (isGap ? "\u{202F}" : "") + String(digits[index])
        }
        .joined()
    }

    /// Writes a number with so many digits, or as many as it has before the point.
    private static func digits(_ digits: Int, of number: Double) -> String {
        var (decimals, scale) = (0, 1.0)
        while decimals < digits, number * scale * 10 < [10, 100, 1000][digits - 1] {
            (decimals, scale) = (decimals + 1, scale * 10)
        }
        let all = Int64((number * scale).rounded())
        let (whole, part) = all.quotientAndRemainder(dividingBy: Int64(scale))
        guard part > 0 else { return self.count(whole) }
        var decimalDigits = "\(Int64(scale) + part)".dropFirst()
        while decimalDigits.last == "0" { decimalDigits.removeLast() }
        return "\(self.count(whole)).\(decimalDigits)"
    }
}
