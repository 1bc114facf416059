/// The name of an object's member.
///
/// Names are compared as bytes after unescaping, never as `String`: two spellings that Swift calls equal are two names here.
package struct JSONName: Sendable {
    /// The name between its quotes.
    let slice: JSONSlice

    /// A name of up to seven bytes, complete; of a longer one, a hash.
    package let key: UInt64

    init(_ slice: JSONSlice, in bytes: Span<UInt8>) {
        self.slice = slice
        if slice.kind == .plainString {
            self.key = Self.key(of: slice.range, in: bytes)
        } else {
            let name = slice.unescaped(in: bytes)
            self.key = Self.key(of: name.indices, in: name.span)
        }
    }

    /// Returns the key of a name of up to seven bytes, for use in a `switch`.
    @inlinable
    @inline(__always)
    package static func key(_ name: StaticString) -> UInt64 {
        var key = UInt64(truncatingIfNeeded: name.utf8CodeUnitCount) << 56
        var shift: UInt64 = 0
        for index in 0..<min(name.utf8CodeUnitCount, 7) {
            key |= UInt64(unsafe name.utf8Start[index]) << shift
            shift += 8
        }
        return key
    }

    @inline(__always)
    private static func key(of range: Range<Int>, in bytes: Span<UInt8>) -> UInt64 {
        guard range.count <= 7 else {
            // FNV-1a. The top byte, larger than any short name's length, keeps the two kinds of key apart.
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for index in range {
                hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3
            }
            return hash | 0xFF << 56
        }
        return bytes.integer(of: range) | UInt64(truncatingIfNeeded: range.count) << 56
    }

    package func string(in bytes: Span<UInt8>) -> String {
        self.slice.string(in: bytes) ?? ""
    }

    package func isEqual(to text: String, in bytes: Span<UInt8>) -> Bool {
        self.slice.isString(text, in: bytes)
    }

    /// Returns a hash that differs from one run of the program to the next.
    func seededHash(in bytes: Span<UInt8>) -> Int {
        var hasher = Hasher()
        if self.slice.kind == .plainString {
            for index in self.slice.range { hasher.combine(bytes[index]) }
        } else {
            for byte in self.slice.unescaped(in: bytes) { hasher.combine(byte) }
        }
        return hasher.finalize()
    }

    func isEqual(to other: JSONName, in bytes: Span<UInt8>) -> Bool {
        guard self.key == other.key else { return false }
        guard self.key >> 56 == 0xFF else { return true }
        return self.slice.unescaped(in: bytes) == other.slice.unescaped(in: bytes)
    }
}
