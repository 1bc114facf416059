public import HTTPTypes

extension HTTPField {
    /// The bytes of the value as they were received, without spaces and tabs at either end (RFC 9110 section 5.5).
    ///
    /// SwiftNIO leaves white space at the end where it is.
    package var trimmedBytes: [UInt8] {
        self.withTrimmedBytes { bytes in unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } }
    }

    /// Hands over the same bytes without copying them.
    @inlinable
    package func withTrimmedBytes<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe self.withUnsafeBytesOfValue { bytes throws(Failure) in
            let bytes = unsafe bytes.span
            func isWhitespace(_ index: Int) -> Bool { bytes[index] == 0x20 || bytes[index] == 0x09 }
            var (start, end) = (0, bytes.count)
            while start < end, isWhitespace(start) { start += 1 }
            while start < end, isWhitespace(end - 1) { end -= 1 }
            return try body(bytes.extracting(start..<end))
        }
    }
}
