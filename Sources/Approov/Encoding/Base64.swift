/// Strict base64: one spelling for each sequence of bytes, and nothing else.
///
/// Refused are characters outside the alphabet, white space, line breaks, lengths that no sequence of bytes has, and unused
/// bits that are not zero (RFC 4648 sections 3.2, 3.3 and 3.5), so that no text can be spelled in two ways.
package struct Base64: Sendable {
    /// What to make of `=` at the end.
    package enum Padding: Sendable {
        case required, forbidden, optional
    }

    /// What a character adds to the three bytes that four spell, by its place among the four and then by the character.
    ///
    /// The first byte is the lowest. What is no character of the alphabet has a fourth.
    private let values: [UInt32]
    private let padding: Padding

    private init(lastTwo: (UInt8, UInt8), padding: Padding) {
        var values = [UInt32](repeating: 1 << 24, count: 4 * 256)
        let letters = Array(UInt8(ascii: "A")...UInt8(ascii: "Z")) + Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
        let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
        for (value, character) in (letters + digits + [lastTwo.0, lastTwo.1]).enumerated() {
            for place in 0..<4 {
                let bits = UInt32(value) << (18 - 6 * place)
                values[place * 256 + Int(character)] = bits.byteSwapped >> 8
            }
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
        self.withDecoded(text) { bytes in unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } }
    }

    /// Returns whether the text is the one spelling of some bytes.
    func isSpelling(_ text: Span<UInt8>) -> Bool {
        self.withDecoded(text) { _ in true } ?? false
    }

    /// Hands over the bytes that the text spells, which are gone afterwards, unless it is not the one spelling of any.
    @inline(__always)
    func withDecoded<Result>(_ text: Span<UInt8>, _ body: (Span<UInt8>) -> Result) -> Result? {
        guard let count = self.unpaddedCount(of: text), count % 4 != 1 else { return nil }
        return unsafe text.withUnsafeBufferPointer { text in
            unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { output in
                unsafe self.decode(UnsafeBufferPointer(rebasing: text.prefix(count)), into: output)
                    .map { unsafe body(UnsafeBufferPointer(rebasing: output.prefix($0)).span) }
            }
        }
    }

    /// Writes what the text spells, four characters at a time, and returns how many bytes it is, or nothing if it spells none.
    ///
    /// The number of characters must not be one more than a multiple of four, and there must be room for as many bytes.
    private func decode(_ text: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        unsafe self.values.withUnsafeBufferPointer { values in
            func value(_ index: Int, _ place: Int) -> UInt32 { unsafe values[place &* 256 &+ Int(text[index])] }
            let output = UnsafeMutableRawBufferPointer(output)
            var seen: UInt32 = 0
            var (index, end) = (0, 0)
            while index < text.count & ~3 {
                let bytes = value(index, 0) | value(index &+ 1, 1) | value(index &+ 2, 2) | value(index &+ 3, 3)
                seen |= bytes
                unsafe output.storeBytes(of: bytes.littleEndian, toByteOffset: end, as: UInt32.self)
                index &+= 4
                end &+= 3
            }
            // Of two or three characters at the end, the bits that make no whole byte must be zero.
            let rest = text.count - index
            var bytes = (0..<rest).reduce(0) { $0 | value(index + $1, $1) }
            for _ in 0..<max(rest - 1, 0) {
                unsafe output[end] = UInt8(truncatingIfNeeded: bytes)
                bytes >>= 8
                end += 1
            }
            return seen >> 24 == 0 && bytes == 0 ? end : nil
        }
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
