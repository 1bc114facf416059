/// Strict base64: one spelling for each sequence of bytes, and nothing else.
///
/// Refused are characters outside the alphabet, white space, line breaks, lengths that no sequence of bytes has, and unused
/// bits that are not zero (RFC 4648 sections 3.2, 3.3 and 3.5), so that no text can be spelled in two ways.
package struct Base64: Sendable {
    /// What to make of `=` at the end.
    package enum Padding: Sendable {
        case required, forbidden, optional
    }

    private static let invalid: UInt8 = 0xFF

    private let values: [UInt8]
    private let padding: Padding

    private init(lastTwo: (UInt8, UInt8), padding: Padding) {
        var values = [UInt8](repeating: Self.invalid, count: 256)
        let letters = Array(UInt8(ascii: "A")...UInt8(ascii: "Z")) + Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
        let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
        for (value, character) in (letters + digits + [lastTwo.0, lastTwo.1]).enumerated() {
            values[Int(character)] = UInt8(value)
        }
        self.values = values
        self.padding = padding
    }

    /// The URL and filename safe alphabet without padding, as RFC 7515 section 2 wants it.
    package static let url = Base64(lastTwo: (UInt8(ascii: "-"), UInt8(ascii: "_")), padding: .forbidden)

    /// The URL and filename safe alphabet with or without padding.
    package static let urlLenient = Base64(lastTwo: (UInt8(ascii: "-"), UInt8(ascii: "_")), padding: .optional)

    /// The standard alphabet with padding.
    package static let standard = Base64(lastTwo: (UInt8(ascii: "+"), UInt8(ascii: "/")), padding: .required)

    /// The standard alphabet with or without padding.
    package static let standardLenient = Base64(lastTwo: (UInt8(ascii: "+"), UInt8(ascii: "/")), padding: .optional)

    /// Returns the bytes that the text spells, or nothing if it is not the one spelling of any.
    package func decode(_ text: Span<UInt8>) -> [UInt8]? {
        guard let count = self.unpaddedCount(of: text), count % 4 != 1 else { return nil }
        let values = self.values.span
        // Every value has six bits, and an invalid one has more.
        var seen: UInt8 = 0
        var unused: UInt8 = 0
        let bytes = [UInt8](capacity: count / 4 * 3 + count % 4) { (output: inout OutputSpan<UInt8>) in
            func value(_ index: Int) -> UInt8 {
                let value = values[Int(text[index])]
                seen |= value
                return value
            }
            let whole = count & ~3
            var index = 0
            while index < whole {
                let (a, b, c, d) = (value(index), value(index + 1), value(index + 2), value(index + 3))
                output.append(a << 2 | b >> 4)
                output.append(b << 4 | c >> 2)
                output.append(c << 6 | d)
                index += 4
            }
            guard index < count else { return }
            let (a, b) = (value(index), value(index + 1))
            output.append(a << 2 | b >> 4)
            guard index + 2 < count else { return unused = b & 0x0F }
            let c = value(index + 2)
            output.append(b << 4 | c >> 2)
            unused = c & 0x03
        }
        return seen & 0xC0 == 0 && unused == 0 ? bytes : nil
    }

    /// Returns the number of characters before the padding, or nothing if the padding is not as it must be.
    private func unpaddedCount(of text: Span<UInt8>) -> Int? {
        var count = text.count
        guard self.padding != .forbidden else { return count }
        while count > 0, text.count - count < 2, text[count - 1] == UInt8(ascii: "=") { count -= 1 }
        let padded = text.count - count
        guard padded > 0 || self.padding == .required else { return count }
        return text.count % 4 == 0 ? count : nil
    }
}

extension Base64 {
    /// Returns the bytes that the text spells, or nothing if it is not the one spelling of any.
    package func decode(_ text: String) -> [UInt8]? {
        self.decode(Array(text.utf8).span)
    }
}
