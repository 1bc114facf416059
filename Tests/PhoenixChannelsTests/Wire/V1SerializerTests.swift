import Testing

@testable import PhoenixChannels

@Suite("Version 1 of the wire format")
struct V1SerializerTests {
    @Test("A message is read, in whatever order its members stand, and as a binary frame too")
    func message() throws {
        let text = Array(#"{"ref":0,"payload":{"a":"b"},"event":"e","extra":1,"topic":"t"}"#.utf8)
        for message in [try ProtocolVersion.v1.decode(text: text), try ProtocolVersion.v1.decode(binary: text)] {
            #expect(message.joinRef == .null)
            #expect(message.ref == MessageRef(json: "0"))
            #expect(message.topic == "t")
            #expect(message.event == "e")
            #expect(message.payload["a"] == "b")
        }
    }

    @Test(
        "What is no message is refused with its fault",
        arguments: [
            ("", WireFault.json), ("[]", .shape), ("{}", .shape), (#"{"topic":"t","event":"e","payload":{}}"#, .shape),
            (#"{"topic":"t","event":"e","ref":null}"#, .shape), (#"{"topic":"t","payload":{},"ref":null}"#, .shape),
            (#"{"event":"e","payload":{},"ref":null}"#, .shape),
            (#"{"topic":1,"event":"e","payload":{},"ref":null}"#, .shape),
            (#"{"topic":"t","event":{},"payload":{},"ref":null}"#, .shape),
        ]
    )
    func faults(text: String, fault: WireFault) {
        #expect(throws: fault) { try ProtocolVersion.v1.decode(text: Array(text.utf8)) }
    }

    @Test(
        "Messages of the server have four members, and no join_ref",
        arguments: [
            (
                ServerMessage.push(joinRef: MessageRef(json: "\"4\""), topic: "t", event: "e", ["a": 1]),
                #"{"event":"e","payload":{"a":1},"ref":null,"topic":"t"}"#
            ),
            (.broadcast(topic: "t", event: "e", .empty), #"{"event":"e","payload":{},"ref":null,"topic":"t"}"#),
            (.end(joinRef: .null, topic: "t", .closed), #"{"event":"phx_close","payload":{},"ref":null,"topic":"t"}"#),
            (
                .reply(joinRef: .null, ref: MessageRef(json: "0"), topic: "t", .ok, Payload("text")),
                #"{"event":"phx_reply","payload":{"response":"text","status":"ok"},"ref":0,"topic":"t"}"#
            ),
        ]
    )
    func texts(message: ServerMessage, text: String) throws {
        let frame = try #require(ProtocolVersion.v1.encode(message))
        #expect(String(decoding: frame.bytes, as: UTF8.self) == text)
        #expect(frame.isText)
    }

    @Test("There is no form for bytes")
    func bytes() {
        let payload = Payload(binary: [1])
        #expect(ProtocolVersion.v1.encode(.broadcast(topic: "t", event: "e", payload)) == nil)
        #expect(ProtocolVersion.v1.encode(.reply(joinRef: .null, ref: .null, topic: "t", .ok, payload)) == nil)
    }
}
