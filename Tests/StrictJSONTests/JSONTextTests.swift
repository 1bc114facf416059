import StrictJSON
import Testing

@Suite("JSON texts")
struct JSONTextTests {
    @Test(
        "A text may be a value of any kind, with white space around it",
        arguments: [
            ("null", JSONSlice.Kind.null, 0..<4), (" true", .true, 1..<5), ("false\n", .false, 0..<5),
            ("-1.5e3", .number, 0..<6), (#""a""#, .plainString, 1..<2), (#""\n""#, .escapedString, 1..<3),
            ("\t[1, 2] ", .array, 1..<7), (#"{"a":{}}"#, .object, 0..<8),
        ]
    )
    func kinds(text: String, kind: JSONSlice.Kind, range: Range<Int>) throws {
        let json = try JSONText(parsing: Array(text.utf8), maximumDepth: 4)
        #expect(json.root == JSONSlice(kind: kind, range: range))
    }

    @Test(
        "What is no JSON text is refused with its fault",
        arguments: [
            ("", JSONFault.syntax), (" ", .syntax), ("1 2", .syntax), ("[1,]", .syntax), ("nul", .syntax),
            ("'a'", .syntax),
            ("[[[[[1]]]]]", .depth), (#"[{"a":1,"\u0061":2}]"#, .duplicateName), (#"["\ud800"]"#, .text),
            ("\u{FEFF}1", .syntax),
        ]
    )
    func faults(text: String, fault: JSONFault) {
        #expect(throws: fault) { try JSONText(parsing: Array(text.utf8), maximumDepth: 4) }
    }

    @Test("The elements of an array and the members of an object are found in order")
    func contents() throws {
        let json = try JSONText(parsing: Array(#"["x",{"b":1,"a":[]},null]"#.utf8), maximumDepth: 4)
        let bytes = json.bytes
        var elements = JSONElements(of: json.root)
        var texts: [String?] = []
        var names: [[String]] = []
        while let element = elements.next(in: bytes.span) {
            texts.append(element.string(in: bytes.span))
            names.append(element.members(in: bytes.span).map { $0.name.string(in: bytes.span) })
        }
        #expect(texts == ["x", nil, nil])
        #expect(names == [[], ["b", "a"], []])
    }
}
