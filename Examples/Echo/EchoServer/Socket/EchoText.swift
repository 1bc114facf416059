import PhoenixChannels

/// A message as the original writes it, in Elixir's words.
struct EchoText {
    let text: String

    /// An array or an object is no message.
    struct NoText: Error {}

    init(_ value: PayloadValue) throws(NoText) {
        switch value {
        case .null: self.text = ""
        case .boolean(let boolean): self.text = "\(boolean)"
        case .string(let string): self.text = string
        case .number(let number) where number.isInteger: self.text = number.literal == "-0" ? "0" : number.literal
        case .number(let number): self.text = try Self.text(of: number)
        case .array, .object: throw NoText()
        }
    }

    /// Writes a number with a point in it, as a fraction or with an exponent, whichever is shorter.
    private static func text(of number: PayloadNumber) throws(NoText) -> String {
        guard let double = number.double else { throw NoText() }
        let (digits, exponent) = self.digits(of: double.magnitude)
        let sign = double.sign == .minus ? "-" : ""
        let fraction = self.fraction(digits, exponent)
        let first = digits.prefix(1)
        let rest = digits.dropFirst()
        let scientific = "\(first).\(rest.isEmpty ? "0" : rest)e\(exponent - 1)"
        return sign + (fraction.count <= scientific.count ? fraction : scientific)
    }

    /// Writes digits with the point behind so many of them.
    private static func fraction(_ digits: String, _ exponent: Int) -> String {
        if exponent <= 0 { return "0." + String(repeating: "0", count: -exponent) + digits }
        if exponent >= digits.count { return digits + String(repeating: "0", count: exponent - digits.count) + ".0" }
        return "\(digits.prefix(exponent)).\(digits.dropFirst(exponent))"
    }

    /// Returns the fewest digits that tell a number from its neighbours, and where the point stands: 0.12 is 12 and 0.
    private static func digits(of number: Double) -> (String, Int) {
        let parts = "\(number)".split(separator: "e")
        let point = parts[0].firstIndex(of: ".") ?? parts[0].endIndex
        let whole = parts[0][..<point]
        let all = whole + parts[0][point...].dropFirst()
        let leadingZeros = all.prefix { $0 == "0" }.count
        let digits = String(all.dropFirst(leadingZeros)).trimmingTrailingZeros()
        let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        guard !digits.isEmpty else { return ("0", 1) }
        return (digits, whole.count - leadingZeros + exponent)
    }
}

extension String {
    fileprivate func trimmingTrailingZeros() -> String {
        var text = self
        while text.last == "0" { text.removeLast() }
        return text
    }
}
