/// Hexadecimal digits as JSON writes code units.
enum HexDigits {
    /// Returns the code unit that the four digits at the position spell.
    static func codeUnit(at position: Int, in bytes: Span<UInt8>) -> UInt16? {
        guard position <= bytes.count, bytes.count - position >= 4 else { return nil }
        var unit: UInt16 = 0
        for index in position..<position + 4 {
            let digit: UInt8
            switch bytes[index] {
            case let byte where 0x30...0x39 ~= byte: digit = byte - 0x30
            case let byte where 0x41...0x46 ~= byte: digit = byte - 0x37
            case let byte where 0x61...0x66 ~= byte: digit = byte - 0x57
            default: return nil
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
