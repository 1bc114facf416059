/// Bytes looked at eight at a time.
///
/// In a word of eight bytes, arithmetic on all of them at once marks those that are looked for by their highest bit. A mark can be
/// wrong only above the first right one, to which a borrow has spread, so that the first mark is always right.
extension Span<UInt8> {
    private static let lowestBits: UInt64 = 0x0101_0101_0101_0101
    private static let highestBits: UInt64 = 0x8080_8080_8080_8080

    /// Returns the position of the first such byte at or after another position, or nothing if there is none.
    package func position(of byte: UInt8, from start: Int) -> Int? {
        let pattern = Self.lowestBits &* UInt64(byte)
        return self.position(from: start, { Self.zeros($0 ^ pattern) }, { $0 == byte })
    }

    /// Returns the position of the first byte at or after another position that ends a string of JSON or needs a closer look: a
    /// quote, a backslash, a control character, or what is not ASCII.
    func endOfPlainText(from start: Int) -> Int {
        let quotes = Self.lowestBits &* UInt64(UInt8(ascii: "\""))
        let backslashes = Self.lowestBits &* UInt64(UInt8(ascii: "\\"))
        return self.position(
            from: start,
            { word in
                let control = (word &- Self.lowestBits &* 0x20) & ~word
                return (word | control) & Self.highestBits | Self.zeros(word ^ quotes) | Self.zeros(word ^ backslashes)
            },
            { $0 < 0x20 || $0 >= 0x80 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        ) ?? self.count
    }

    /// Returns up to seven bytes as a number, the first of them the lowest.
    @inline(__always)
    func integer(of range: Range<Int>) -> UInt64 {
        if range.lowerBound >= 0, range.lowerBound <= self.count - 8 {
            return self.uncheckedWord(at: range.lowerBound) & ~(.max &<< UInt64(truncatingIfNeeded: range.count &* 8))
        }
        var number: UInt64 = 0
        for index in range.reversed() { number = number &<< 8 | UInt64(self[index]) }
        return number
    }

    /// Marks the bytes of a word that are zero.
    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- Self.lowestBits) & ~word & Self.highestBits
    }

    /// Returns the eight bytes from a position on, the first of them the lowest, or zero if there are not so many.
    package func word(at position: Int) -> UInt64 {
        position >= 0 && position <= self.count - 8 ? self.uncheckedWord(at: position) : 0
    }

    /// Returns the eight bytes from a position on; the caller sees to it that there are so many.
    @inline(__always)
    private func uncheckedWord(at position: Int) -> UInt64 {
        UInt64(littleEndian: unsafe self.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self))
    }

    @inline(__always)
    private func position(from start: Int, _ marks: (UInt64) -> UInt64, _ isWanted: (UInt8) -> Bool) -> Int? {
        var position = Swift.max(start, 0)
        while position <= self.count - 8 {
            let marks = marks(self.uncheckedWord(at: position))
            if marks != 0 { return position + marks.trailingZeroBitCount / 8 }
            position &+= 8
        }
        while position < self.count {
            if isWanted(self[position]) { return position }
            position &+= 1
        }
        return nil
    }
}
