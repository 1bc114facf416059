import StrictJSON
import Testing

@Suite("Bytes looked at eight at a time")
struct SpanWordsTests {
    @Test("A byte is found at whatever place it stands, and wherever the search begins", arguments: 0..<27)
    func position(count: Int) {
        for place in 0..<count {
            var bytes = [UInt8](repeating: 0x2D, count: count)
            bytes[place] = 0x2E
            for start in 0...count {
                #expect(bytes.span.position(of: 0x2E, from: start) == (start <= place ? place : nil))
            }
        }
        #expect([UInt8](repeating: 0x2D, count: count).span.position(of: 0x2E, from: 0) == nil)
    }

    @Test("The first of several is found, also where a borrow could spread from one to the next", arguments: 0..<8)
    func first(place: Int) {
        var bytes = [UInt8](repeating: 0x2F, count: 16)
        for index in place..<16 { bytes[index] = index % 2 == place % 2 ? 0x2E : 0x2F }
        #expect(bytes.span.position(of: 0x2E, from: 0) == place)
    }

    @Test("Any byte is found among any others")
    func pairs() {
        var missed: [[UInt8]] = []
        for wanted in UInt8.min...UInt8.max {
            for other in UInt8.min...UInt8.max where other != wanted {
                let bytes = [other, other, other, wanted, other, other, other, other, other]
                let positions = (bytes.span.position(of: wanted, from: 0), bytes.span.position(of: wanted, from: 4))
                if positions != (3, nil) { missed.append(bytes) }
            }
        }
        #expect(missed.isEmpty)
    }

    @Test("Any byte in a string is read as the grammar has it, at whatever place it stands", arguments: 0..<20)
    func strings(place: Int) {
        for byte in UInt8.min...UInt8.max {
            var content = [UInt8](repeating: UInt8(ascii: "a"), count: 20)
            content[place] = byte
            let text = Array(#"{"n":""#.utf8) + content + Array(#""}"#.utf8)
            let object = try? JSONObject(parsing: text, maximumDepth: 1)
            let isPlain = 0x20...0x7F ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            #expect((object?.string("n") == String(decoding: content, as: UTF8.self)) == isPlain, "byte \(byte)")
            #expect((object != nil) == isPlain, "byte \(byte)")
        }
    }

    @Test("Nothing is found where no bytes are, wherever the search begins", arguments: [8, 9, Int.max])
    func beyond(start: Int) {
        let bytes = [UInt8](repeating: 0x2E, count: 8)
        #expect(bytes.span.position(of: 0x2E, from: start) == nil)
        #expect(bytes.span.position(of: 0x2E, from: -start) == 0)
    }

    @Test(
        "Names at the end of a text are told apart",
        arguments: ["a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg"]
    )
    func shortText(name: String) throws {
        let object = try JSONObject(parsing: Array("{\"\(name)\":1,\"\(name)x\":2}".utf8), maximumDepth: 1)
        #expect(object.value(named: name)?.number(in: object.bytes.span) == 1)
        #expect(object.value(named: name + "x")?.number(in: object.bytes.span) == 2)
        #expect(object.value(named: name + "y") == nil)
    }

    @Test("There is no word where there are not eight bytes", arguments: [-1, 1, 2, Int.max])
    func noWord(position: Int) {
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        #expect(bytes.span.word(at: 0) == 0x0807_0605_0403_0201)
        #expect(bytes.span.word(at: position) == 0)
    }
}
