extension RequestFields {
    /// Reads a JSON text, of which the members of an object count that are texts themselves.
    ///
    /// - Throws: ``MalformedInput`` if it is no JSON text (RFC 8259) in UTF-8.
    init(json bytes: [UInt8]) throws(MalformedInput) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw MalformedInput() }
        var reader = JSONReader(bytes)
        try reader.read { name, text in self.set(name, to: text) }
    }
}
