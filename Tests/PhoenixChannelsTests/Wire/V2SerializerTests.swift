import Testing

@testable import PhoenixChannels

@Suite("Version 2 of the wire format")
struct V2SerializerTests {
    @Test(
        "Refs come back as they were sent",
        arguments: [
            "null", "\"1\"", "0", "-1.50e+3", "12345678901234567890123", "true", #""\u00e9 \"""#, #"{"a":[1, 2]}"#,
            "\"\"", "[ ]",
        ]
    )
    func refs(json: String) throws {
        let message = try ProtocolVersion.v2.decode(text: Array("[\(json), \(json),\"t\",\"e\",{}]".utf8))
        let reply = ServerMessage.reply(joinRef: message.joinRef, ref: message.ref, topic: "t", .ok, .empty)
        let frame = try #require(ProtocolVersion.v2.encode(reply))
        #expect(
            String(decoding: frame.bytes, as: UTF8.self)
                == "[\(json),\(json),\"t\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]"
        )
        #expect(frame.isText)
    }

    @Test(
        "What is no message is refused with its fault",
        arguments: [
            ("", WireFault.json), ("{", .json), ("nonsense", .json), ("{}", .shape), ("[]", .shape), ("\"\"", .shape),
            (#"["1","2","t","e"]"#, .shape), (#"["1","2",3,"e",{}]"#, .shape), (#"["1","2","t",null,{}]"#, .shape),
            (#"["1","2",["t"],"e",{}]"#, .shape), (#"["1","2","t","e",{}] "# + "x", .json),
            (#"["1","2","t","e",{"a":1,"a":2}]"#, .json), (#"["1","2","t","e","\ud800"]"#, .json),
            ("[\"\(String(repeating: "r", count: 256))\",\"2\",\"t\",\"e\",{}]", .refTooLong),
            ("[1,2,\"t\",\"e\",\(String(repeating: "[", count: 64))\(String(repeating: "]", count: 64))]", .depth),
        ]
    )
    func faults(text: String, fault: WireFault) {
        #expect(throws: fault) { try ProtocolVersion.v2.decode(text: Array(text.utf8)) }
    }

    @Test("Elements behind the fifth do not count")
    func extraElements() throws {
        let message = try ProtocolVersion.v2.decode(text: Array(#"["1","2","t","e",{"a":1},6,[7]]"#.utf8))
        #expect(message.payload["a"] == .number(1))
    }

    @Test(
        "Messages of the server have their forms",
        arguments: [
            (
                ServerMessage.push(joinRef: MessageRef(json: "\"4\""), topic: "t", event: "e", ["a": "é"]),
                #"["4",null,"t","e",{"a":"é"}]"#
            ),
            (.broadcast(topic: "t\"", event: "e\n", .empty), #"[null,null,"t\"","e\n",{}]"#),
            (.end(joinRef: MessageRef(json: "\"4\""), topic: "t", .closed), #"["4","4","t","phx_close",{}]"#),
            (.end(joinRef: .null, topic: "t", .crashed), #"[null,null,"t","phx_error",{}]"#),
            (
                .reply(joinRef: .null, ref: MessageRef(json: "7"), topic: "t", .error, ["reason": "no"]),
                #"[null,7,"t","phx_reply",{"response":{"reason":"no"},"status":"error"}]"#
            ),
        ]
    )
    func texts(message: ServerMessage, text: String) throws {
        let frame = try #require(ProtocolVersion.v2.encode(message))
        #expect(String(decoding: frame.bytes, as: UTF8.self) == text)
    }

    // MARK: Binary frames, as Phoenix's own serializer writes them

    private static func bytes(_ hex: String) -> [UInt8] {
        hex.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    }

    @Test("A binary push is read")
    func binaryPush() throws {
        let message = try ProtocolVersion.v2.decode(
            binary: Self.bytes(
                "00 01 01 0c 07 31 32 65 63 68 6f 3a 63 68 61 6d 62 65 72 65 63 68 6f 5f 69 74 de ad"
            )
        )
        #expect(message.joinRef == MessageRef(json: "\"1\""))
        #expect(message.ref == MessageRef(json: "\"2\""))
        #expect(message.topic == "echo:chamber")
        #expect(message.event == "echo_it")
        #expect(message.payload.binary == [0xDE, 0xAD])
        #expect(message.payload["message"] == nil)
    }

    @Test("A binary heartbeat has an empty join_ref and no data")
    func binaryHeartbeat() throws {
        let message = try ProtocolVersion.v2.decode(
            binary: Self.bytes("00 00 01 07 09 31 70 68 6f 65 6e 69 78 68 65 61 72 74 62 65 61 74")
        )
        #expect(message.joinRef.isAbsent)
        #expect(message.topic == "phoenix")
        #expect(message.event == "heartbeat")
        #expect(message.payload.binary == [])
    }

    @Test(
        "Binary messages of the server have their forms",
        arguments: [
            (
                ServerMessage.reply(
                    joinRef: MessageRef(json: "\"1\""),
                    ref: MessageRef(json: "\"2\""),
                    topic: "echo:chamber",
                    .ok,
                    Payload(binary: [0xDE, 0xAD])
                ),
                "01 01 01 0c 02 31 32 65 63 68 6f 3a 63 68 61 6d 62 65 72 6f 6b de ad"
            ),
            (
                .push(
                    joinRef: MessageRef(json: "\"1\""),
                    topic: "echo:chamber",
                    event: "evt",
                    Payload(binary: [0xDE, 0xAD])
                ),
                "00 01 0c 03 31 65 63 68 6f 3a 63 68 61 6d 62 65 72 65 76 74 de ad"
            ),
            (
                .broadcast(topic: "echo:chamber", event: "evt", Payload(binary: [0xDE, 0xAD])),
                "02 0c 03 65 63 68 6f 3a 63 68 61 6d 62 65 72 65 76 74 de ad"
            ),
            (
                .push(joinRef: .null, topic: "t", event: "e", Payload(binary: [])),
                "00 00 01 01 74 65"
            ),
            (
                .reply(joinRef: MessageRef(json: "7"), ref: .null, topic: "t", .error, Payload(binary: [])),
                "01 01 00 01 05 37 74 65 72 72 6f 72"
            ),
        ]
    )
    func binaries(message: ServerMessage, hex: String) throws {
        let frame = try #require(ProtocolVersion.v2.encode(message))
        #expect(!frame.isText)
        #expect(frame.bytes == Self.bytes(hex))
    }

    @Test(
        "A binary message that is cut short, or of another kind, is refused",
        arguments: [
            [], [0], [0, 0, 0, 0], [1, 0, 0, 0, 0], [2, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 255, 255, 65],
            Array("[]".utf8),
            Array(#"[null,"1","phoenix","heartbeat",{}]"#.utf8), [0, 0, 0, 1, 0, 0xFF],
        ] as [[UInt8]]
    )
    func binaryFaults(bytes: [UInt8]) {
        #expect(throws: WireFault.binary) { try ProtocolVersion.v2.decode(binary: bytes) }
    }
}
