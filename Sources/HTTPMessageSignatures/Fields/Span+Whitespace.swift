extension Span<UInt8> {
    /// Where the bytes of a field's value are without spaces and tabs at either end (RFC 9110 section 5.5).
    ///
    /// SwiftNIO leaves white space at the end where it is.
    @inlinable
    package var rangeWithoutWhitespace: Range<Int> {
        var (start, end) = (0, self.count)
        while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
        while start < end, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }
}
