package import HTTPTypes

extension HTTPField {
    /// The bytes of the value as they were received, without spaces and tabs at either end.
    package var trimmedBytes: [UInt8] {
        unsafe self.withUnsafeBytesOfValue { bytes in
            let range = unsafe bytes.span.rangeWithoutWhitespace
            return unsafe Array(bytes[range])
        }
    }
}
