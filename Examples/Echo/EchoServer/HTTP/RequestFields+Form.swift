extension RequestFields {
    /// Reads a query, or a body that is encoded like one (`application/x-www-form-urlencoded`).
    ///
    /// - Throws: ``MalformedInput`` if a percent sign is not followed by two digits, or if something is not UTF-8.
    init(form: some Collection<UInt8>) throws(MalformedInput) {
        for pair in form.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0])
            let value = parts.count == 2 ? try Self.decoded(parts[1]) : []
            self.set(name, to: value)
        }
    }

    private static func decoded(_ text: some Collection<UInt8>) throws(MalformedInput) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(HexDigit.value),
                    let low = rest.popFirst().flatMap(HexDigit.value)
                else {
                    throw MalformedInput()
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw MalformedInput() }
        return bytes
    }
}
