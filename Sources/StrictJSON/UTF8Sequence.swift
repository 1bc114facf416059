/// The well-formed byte sequences of the Unicode Standard, table 3-7.
enum UTF8Sequence {
    /// Returns how many bytes the multi-byte sequence at the position has, or nothing if it is not well formed.
    static func length(at position: Int, in bytes: Span<UInt8>) -> Int? {
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[position] {
        case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
        case 0xE0: (second, length) = (0xA0...0xBF, 3)
        case 0xE1...0xEC, 0xEE...0xEF: (second, length) = (0x80...0xBF, 3)
        case 0xED: (second, length) = (0x80...0x9F, 3)
        case 0xF0: (second, length) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
        case 0xF4: (second, length) = (0x80...0x8F, 4)
        default: return nil
        }
        guard length <= bytes.count - position, second ~= bytes[position + 1] else { return nil }
        for index in 2..<max(length, 2) where !(0x80...0xBF ~= bytes[position + index]) { return nil }
        return length
    }
}
