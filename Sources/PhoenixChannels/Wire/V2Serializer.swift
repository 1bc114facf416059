import StrictJSON

/// Version 2: `[join_ref, ref, topic, event, payload]`.
enum V2Serializer {
    static func decode(text bytes: [UInt8]) throws(WireFault) -> ClientMessage {
        let json = try JSONText(message: bytes)
        let text = bytes.span
        let fields = json.elements
        guard fields.count >= 5, let topic = fields[2].string(in: text), let event = fields[3].string(in: text) else {
            throw .shape
        }
        return ClientMessage(
            joinRef: try MessageRef(fields[0], in: text),
            ref: try MessageRef(fields[1], in: text),
            topic: topic,
            event: event,
            payload: Payload(bytes, fields[4])
        )
    }

    static func encode(_ message: ServerMessage) -> WireFrame? {
        var writer = JSONWriter()
        switch message {
        case .reply(let joinRef, let ref, let topic, let status, let payload):
            guard case .json(let slice, let text, _) = payload.content else {
                return self.binary(
                    .reply,
                    [joinRef.text, ref.text, Array(topic.utf8), Array(status.rawValue.utf8)],
                    payload
                )
            }
            writer.begin(joinRef, ref, topic)
            writer.write(raw: "\"phx_reply\",")
            writer.write(status, text, slice)
        case .push(let joinRef, let topic, let event, let payload):
            guard case .json(let slice, let text, _) = payload.content else {
                return self.binary(.push, [joinRef.text, Array(topic.utf8), Array(event.utf8)], payload)
            }
            writer.begin(joinRef, .null, topic)
            writer.write(string: event)
            writer.write(raw: ",")
            writer.write(text, slice)
        case .broadcast(let topic, let event, let payload):
            guard case .json(let slice, let text, _) = payload.content else {
                return self.binary(.broadcast, [Array(topic.utf8), Array(event.utf8)], payload)
            }
            writer.begin(.null, .null, topic)
            writer.write(string: event)
            writer.write(raw: ",")
            writer.write(text, slice)
        case .end(let joinRef, let topic, let end):
            writer.begin(joinRef, joinRef, topic)
            writer.write(string: end.rawValue)
            writer.write(raw: ",{}")
        }
        writer.write(raw: "]")
        return WireFrame(isText: true, writer.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func begin(_ joinRef: MessageRef, _ ref: MessageRef, _ topic: String) {
        self.write(raw: "[")
        self.write(raw: joinRef.json.utf8)
        self.write(raw: ",")
        self.write(raw: ref.json.utf8)
        self.write(raw: ",")
        self.write(string: topic)
        self.write(raw: ",")
    }
}
