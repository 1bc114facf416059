import HTTPTypes

extension HTTPField {
    /// The number of bytes of the value as it was received.
    var byteCount: Int {
        unsafe self.withUnsafeBytesOfValue { bytes in bytes.count }
    }
}
