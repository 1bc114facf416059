import StrictJSON

/// Version 1: `{"topic":…,"event":…,"payload":…,"ref":…}`, and nothing else for bytes.
enum V1Serializer {
    static func decode(_ bytes: [UInt8]) throws(WireFault) -> ClientMessage {
        let json = try JSONText(message: bytes)
        let text = bytes.span
        var fields: [String: JSONSlice] = [:]
        for member in json.root.members(in: text) { fields[member.name.string(in: text)] = member.value }
        guard let topic = fields["topic"]?.string(in: text), let event = fields["event"]?.string(in: text),
            let payload = fields["payload"], let ref = fields["ref"]
        else { throw .shape }
        return ClientMessage(
            joinRef: try fields["join_ref"].map { slice throws(WireFault) in try MessageRef(slice, in: text) } ?? .null,
            ref: try MessageRef(ref, in: text),
            topic: topic,
            event: event,
            payload: Payload(bytes, payload)
        )
    }

    static func encode(_ message: ServerMessage) -> WireFrame? {
        var writer = JSONWriter()
        writer.write(raw: "{\"event\":")
        switch message {
        case .reply(_, let ref, let topic, let status, let payload):
            guard case .json(let slice, let text, _) = payload.content else { return nil }
            writer.write(raw: "\"phx_reply\",\"payload\":")
            writer.write(status, text, slice)
            writer.end(ref: ref, topic: topic)
        case .push(_, let topic, let event, let payload), .broadcast(let topic, let event, let payload):
            guard case .json(let slice, let text, _) = payload.content else { return nil }
            writer.write(string: event)
            writer.write(raw: ",\"payload\":")
            writer.write(text, slice)
            writer.end(ref: .null, topic: topic)
        case .end(let joinRef, let topic, let end):
            writer.write(string: end.rawValue)
            writer.write(raw: ",\"payload\":{}")
            writer.end(ref: joinRef, topic: topic)
        }
        return WireFrame(isText: true, writer.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func end(ref: MessageRef, topic: String) {
        self.write(raw: ",\"ref\":")
        self.write(raw: ref.json.utf8)
        self.write(raw: ",\"topic\":")
        self.write(string: topic)
        self.write(raw: "}")
    }
}
