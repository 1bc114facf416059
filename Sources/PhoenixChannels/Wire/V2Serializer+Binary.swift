/// Binary frames: a byte for the kind, a byte for the length of each field, the fields, and then the data.
extension V2Serializer {
    enum BinaryKind: UInt8 {
        case push = 0
        case reply = 1
        case broadcast = 2
    }

    static func decode(binary bytes: [UInt8]) throws(WireFault) -> ClientMessage {
        var position = 5
        guard bytes.count >= position, bytes[0] == BinaryKind.push.rawValue else { throw .binary }
        var fields: [String] = []
        for length in bytes[1..<5].map(Int.init) {
            guard length <= bytes.count - position,
                let field = String(validating: bytes[position..<position + length], as: UTF8.self)
            else { throw .binary }
            fields.append(field)
            position += length
        }
        return ClientMessage(
            joinRef: MessageRef(text: fields[0]),
            ref: MessageRef(text: fields[1]),
            topic: fields[2],
            event: fields[3],
            payload: Payload(binary: Array(bytes[position...]))
        )
    }

    /// Returns nothing if a field is too long for its length to fit.
    static func binary(_ kind: BinaryKind, _ fields: [[UInt8]], _ payload: Payload) -> WireFrame? {
        var bytes = [kind.rawValue]
        for field in fields {
            guard let length = UInt8(exactly: field.count) else { return nil }
            bytes.append(length)
        }
        for field in fields { bytes += field }
        return WireFrame(isText: false, bytes + (payload.binary ?? []))
    }
}
