import PhoenixChannels
import Testing

@Suite("Payloads")
struct PayloadTests {
    private struct Square: Codable, Equatable {
        let id: Int
        let name: String
    }

    @Test("What is written can be read")
    func roundTrip() throws {
        let payload: Payload = [
            "null": nil, "yes": true, "no": false, "int": -7,
            "text": "a\u{0}\"\\\u{8}\u{C}\n\r\té😀\u{2028}\u{7F}\u{1F}",
            "list": [1, "two", []], "object": ["a": ["b": 1]],
        ]
        let read = try Payload(json: try #require(payload.json))
        #expect(read.value == payload.value)
        #expect(read["text"]?.string == "a\u{0}\"\\\u{8}\u{C}\n\r\té😀\u{2028}\u{7F}\u{1F}")
        #expect(read["object"] == ["a": ["b": 1]])
        #expect(read["missing"] == nil)
    }

    @Test("Control characters are escaped and nothing else is")
    func escapes() throws {
        let text = String(decoding: try #require(Payload("\u{1}\u{1F}\u{7F}\u{2028}é/").json), as: UTF8.self)
        #expect(text == "\"\\u0001\\u001f\u{7F}\u{2028}é/\"")
    }

    @Test("A number keeps its digits")
    func numbers() throws {
        let payload = try Payload(json: Array(#"{"long":123456789012345678901234567890,"e":1e400,"f":1.50}"#.utf8))
        guard case .number(let long)? = payload["long"], case .number(let e)? = payload["e"],
            case .number(let fraction)? = payload["f"]
        else { throw WireFault.shape }
        #expect(long.literal == "123456789012345678901234567890")
        #expect(long.isInteger)
        #expect(long.integer == nil)
        #expect(e.double == nil)
        #expect(fraction.double == 1.5)
        #expect(!fraction.isInteger)
        #expect(PayloadNumber(Double.infinity) == nil)
        #expect(PayloadNumber(Double.nan) == nil)
    }

    @Test("Members are found only in objects", arguments: ["null", "1", "\"message\"", "[\"message\"]"])
    func noObject(text: String) throws {
        #expect(try Payload(json: Array(text.utf8))["message"] == nil)
    }

    @Test("A type of one's own goes in and comes out")
    func codable() throws {
        let square = Square(id: 7, name: "é")
        #expect(try Payload(encoding: square).decode(Square.self) == square)
        #expect(throws: DecodingError.self) { try Payload.empty.decode(Square.self) }
        #expect(throws: DecodingError.self) { try Payload(binary: [1]).decode(Square.self) }
    }
}
