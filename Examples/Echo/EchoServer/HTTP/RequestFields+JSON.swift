import PhoenixChannels

extension RequestFields {
    /// Reads a JSON text, of which the members of an object count.
    ///
    /// - Throws: ``MalformedInput`` if it is no JSON text (RFC 8259), or has an object with two members of the same name.
    init(json bytes: [UInt8]) throws(MalformedInput) {
        guard let payload = try? Payload(json: bytes) else { throw MalformedInput() }
        for name in Name.allCases {
            if payload.contains(name.rawValue) { self.set(name, to: payload.string(named: name.rawValue)) }
        }
    }
}
