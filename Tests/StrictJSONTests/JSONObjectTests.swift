import StrictJSON
import Testing

@Suite("JSON objects")
struct JSONObjectTests {
    private func fault(_ text: String) -> JSONFault? {
        self.fault(Array(text.utf8))
    }

    private func fault(_ bytes: [UInt8]) -> JSONFault? {
        do throws(JSONFault) {
            _ = try JSONObject(parsing: bytes, maximumDepth: 16)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "What RFC 8259 allows is read",
        arguments: [
            "{}", " \t\r\n{ } \n", #"{"a":1}"#, #"{"a":-0,"b":0.5,"c":1e9,"d":1E+9,"e":-1.25e-3}"#, #"{"":""}"#,
            #"{"a":[],"b":{},"c":[1,[2,[3]]],"d":[true,false,null]}"#, #"{"a":"\"\\\/\b\f\n\r\t\u0041"}"#,
            #"{"a":"\uD83D\uDE00"}"#, #"{"a":"\uD800\uDC00\uDBFF\uDFFF\uD7FF\uE000"}"#, #"{"a":"é€😀\u007F"}"#,
            "{\"a\":\"\u{2028}\"}", #"{"a":"\u0000"}"#,
            "{\"\u{E9}\":1,\"e\u{301}\":2}",
        ]
    )
    func read(text: String) {
        #expect(self.fault(text) == nil)
    }

    @Test(
        "What RFC 8259 does not allow is refused",
        arguments: [
            "", " ", "{", "}", "{]", "[]", "null", "1", "\"a\"", "{}{}", "{} x", "{,}", #"{"a"}"#, #"{"a":}"#,
            #"{"a":1,}"#,
            #"{,"a":1}"#, #"{"a":1 "b":2}"#, #"{"a":1,,"b":2}"#, "{a:1}", "{'a':1}", #"{"a":01}"#, #"{"a":+1}"#,
            #"{"a":.5}"#,
            #"{"a":1.}"#, #"{"a":1e}"#, #"{"a":1e+}"#, #"{"a":-}"#, #"{"a":--1}"#, #"{"a":0x1}"#, #"{"a":NaN}"#,
            #"{"a":Infinity}"#, #"{"a":tru}"#, #"{"a":True}"#, #"{"a":nulll}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#,
            #"{"a":"\u12G4"}"#, #"{"a":"b}"#, "{\"a\":\"\n\"}", "{\"a\":\"\u{1F}\"}", #"{"a":[1,]}"#, #"{"a":[1 2]}"#,
            #"{"a":[}"#, #"{"a":"\"}"#, #"{"a":1}//"#, #"{/**/"a":1}"#, "\u{FEFF}{}", "{\u{A0}}",
        ]
    )
    func refused(text: String) {
        #expect(self.fault(text) == .syntax)
    }

    @Test(
        "Text that is not Unicode is refused",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE2, 0x82],
            [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE, 0xFF],
        ] as [[UInt8]]
    )
    func invalidUTF8(bytes: [UInt8]) {
        #expect(self.fault(Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8)) == .text)
        #expect(self.fault(Array(#"{""#.utf8) + bytes + Array(#"":1}"#.utf8)) == .text)
    }

    @Test(
        "Half of a surrogate pair is refused",
        arguments: [
            #"\uD800"#, #"\uDBFFx"#, #"\uDC00"#, #"\uDFFF"#, #"\uDBFF\uE000"#, #"\uD7FF\uDC00"#, #"\uD800\uD800"#,
            #"\uD800\n"#, #"\uD800A"#, #"\uDE00\uD83D"#,
        ]
    )
    func surrogates(text: String) {
        #expect(self.fault(#"{"a":""# + text + #""}"#) == .text)
    }

    @Test(
        "Two members of the same name are refused, however they are spelled and wherever they are",
        arguments: [
            #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"a":1,"b":{"c":1,"c":2}}"#, #"{"b":[{"c":1,"c":2}]}"#,
            #"{"":1,"":2}"#, #"{"a long name":1,"a long nam\u0065":2}"#, #"{"\/":1,"/":2}"#,
            #"{"\ud83d\ude00":1,"😀":2}"#,
        ]
    )
    func duplicates(text: String) {
        #expect(self.fault(text) == .duplicateName)
    }

    @Test("Two members of the same name are found among many", arguments: [2, 15, 16, 17, 18, 100, 1000])
    func manyMembers(count: Int) {
        let members = (0..<count).map { "\"member \($0)\":\($0)" }
        #expect(self.fault("{\(members.joined(separator: ","))}") == nil)
        #expect(self.fault("{\((members + ["\"member 0\":0"]).joined(separator: ","))}") == .duplicateName)
        #expect(self.fault("{\((members + ["\"member \(count - 1)\":0"]).joined(separator: ","))}") == .duplicateName)
    }

    @Test("Sixteen levels are read, seventeen are not", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(open: String, close: String) {
        func nested(_ levels: Int) -> String {
            "{\"a\":" + String(repeating: open, count: levels - 1) + "1" + String(repeating: close, count: levels - 1)
                + "}"
        }
        #expect(self.fault(nested(16)) == nil)
        #expect(self.fault(nested(17)) == .depth)
        #expect(self.fault(nested(100_000)) == .depth)
    }

    @Test(
        "Numbers become the nearest double",
        arguments: [
            ("0", 0), ("-0", -0.0), ("1900000000", 1_900_000_000), ("4708683205.891912", 4_708_683_205.891912),
            ("0.1", 0.1), ("123456789012345678", 123_456_789_012_345_680), ("9007199254740993", 9_007_199_254_740_992),
            ("1e308", 1e308), ("-1.5", -1.5), ("5e-324", .leastNonzeroMagnitude),
            ("910.38120247931381", 910.3812024793139),
            ("7378569028268422.8", 7_378_569_028_268_423), ("6371552.0512183323", 6_371_552.051218333),
            ("0.00000000000000001", 1e-17),
        ]
    )
    func numbers(text: String, value: Double) throws {
        let object = try JSONObject(parsing: Array("{\"n\":\(text)}".utf8), maximumDepth: 16)
        #expect(object.number("n") == value)
    }

    @Test(
        "Numbers that no double can hold are none",
        arguments: ["1e400", "-1e400", String(repeating: "9", count: 400)]
    )
    func infiniteNumbers(text: String) throws {
        let object = try JSONObject(parsing: Array("{\"n\":\(text)}".utf8), maximumDepth: 16)
        #expect(object.number("n") == nil)
        #expect(object.value(named: "n")?.kind == .number)
    }

    @Test("Two names with the same hash are two names")
    func collision() throws {
        let (first, second) = ("8yn0iYCKYHlIj4-BwPqk", "GReLUrM4wMqfg9yzV3KQ")
        let object = try JSONObject(parsing: Array("{\"\(first)\":1,\"\(second)\":2}".utf8), maximumDepth: 16)
        #expect(object.value(named: first)?.number(in: object.bytes.span) == 1)
        #expect(object.value(named: second)?.number(in: object.bytes.span) == 2)
        #expect(self.fault("{\"\(first)\":1,\"\(second)\":2,\"\(first)\":3}") == .duplicateName)
    }

    @Test("Members are found by their names as they read, not as they are spelt")
    func names() throws {
        let text = #"{"a":[1],"key \" 2":"\ud83d\ude00\n"}"#
        let object = try JSONObject(parsing: Array(text.utf8), maximumDepth: 16)
        #expect(object.value(named: "key \" 2")?.string(in: object.bytes.span) == "😀\n")
        #expect(object.value(named: "b") == nil)
        #expect(object.names == ["a", "key \" 2"])
    }
}
