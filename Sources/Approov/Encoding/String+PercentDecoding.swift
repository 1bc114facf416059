extension String {
    /// Returns the text that the percent-encoded text stands for (RFC 3986 section 2.1), if it is UTF-8.
    ///
    /// - Parameter reserved: Characters that mean something else when they are not escaped. A text with an escaped one of them stands
    ///   for no other.
    /// - Returns: The text.
    func percentDecoded(reserving reserved: String) -> String? {
        var bytes: [UInt8] = []
        var rest = self.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
                let decoded = UInt8(Substring(digits), radix: 16), !reserved.utf8.contains(decoded)
            else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
