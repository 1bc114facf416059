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

    /// Writes how many seconds a verification takes.
    static func latency(_ seconds: Double?) -> String {
        guard let seconds else { return "–" }
        guard seconds.isFinite else { return "> 10 s" }
        if seconds < 0.001 { return "\(self.threeDigits(seconds * 1e6)) µs" }
        if seconds < 1 { return "\(self.threeDigits(seconds * 1e3)) ms" }
        return "\(self.threeDigits(seconds)) s"
    }

    /// Writes how often something happens.
    static func rate(_ count: Int64, over seconds: Int) -> String {
        guard seconds > 0 else { return "0" }
        return self.threeDigits(Double(count) / Double(seconds))
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

    private static func threeDigits(_ number: Double) -> String {
        guard number < 10_000 else { return self.count(Int64(number.rounded())) }
        let decimals = number < 10 ? 100.0 : number < 100 ? 10.0 : 1.0
        let rounded = (number * decimals).rounded() / decimals
        let text = "\(rounded)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
