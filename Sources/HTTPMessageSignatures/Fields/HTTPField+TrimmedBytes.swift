package import HTTPTypes

extension HTTPField {
    /// The bytes of the value as they were received, without spaces and tabs at either end (RFC 9110 section 5.5).
    ///
    /// SwiftNIO leaves white space at the end where it is.
    package var trimmedBytes: [UInt8] {
        unsafe self.withUnsafeBytesOfValue { bytes in
            func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
            guard let first = unsafe bytes.firstIndex(where: { !isWhitespace($0) }),
                let last = unsafe bytes.lastIndex(where: { !isWhitespace($0) })
            else { return [] }
            return unsafe Array(bytes[first...last])
        }
    }
}
