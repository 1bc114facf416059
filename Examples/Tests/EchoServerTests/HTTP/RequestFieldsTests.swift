import Testing

@testable import EchoServer

@Suite("Request fields")
struct RequestFieldsTests {
    // MARK: Forms

    @Test(
        "The last of several fields of one name counts",
        arguments: [
            ("username=a", "a"), ("username=a&username=b", "b"), ("username=a+b%20c", "a b c"), ("username", ""),
            ("username=", ""), ("username=a=b", "a=b"), ("&&username=a&", "a"), ("user%6Eame=a", "a"),
            ("username=%C3%A9", "é"), ("username=%00", "\0"), ("Username=a", nil), ("username[]=a", nil), ("", nil),
            ("username=a;username=b", "a;username=b"),
        ] as [(String, String?)]
    )
    func form(text: String, value: String?) throws {
        #expect(try RequestFields(form: text)[.username] == value)
    }

    @Test(
        "A form that is none is refused, whatever the field is called",
        arguments: ["a=%", "a=%2", "a=%zz", "%=a", "a=%FF", "%C3=a", "a=%C0%80", "a=%ED%A0%80", "b=1&a=%C3%28"]
    )
    func badForm(text: String) {
        #expect(throws: MalformedInput.self) { try RequestFields(form: text) }
    }

    // MARK: JSON

    @Test(
        "The texts of a JSON object are fields",
        arguments: [
            (#"{"username":"a"}"#, "a"), (#" { "username" : "a" } "#, "a"),
            (#"{"a":{"username":"b"},"username":"a"}"#, "a"), (#"{"username":"a","b":[{"username":"c"}]}"#, "a"),
            (#"{"\u0075sername":"\u0061\n\/\\\"\b\f\r\t"}"#, "a\n/\\\"\u{8}\u{C}\r\t"),
            (#"{"username":"\ud83d\ude00é😀"}"#, "😀é😀"), (#"{"username":"\u0000"}"#, "\0"),
            (#"{"username":1}"#, nil), (#"{"username":null}"#, nil), (#"{"username":["a"]}"#, nil),
            (#"[{"username":"a"}]"#, nil), (#"{"a":{"username":"a"}}"#, nil),
            (#""username""#, nil), ("null", nil), ("1", nil), ("[]", nil), ("{}", nil),
            ("[[],{},[{}],{\"a\":[]},-0.5e+10,1E-2,0,true,false]", nil), ("1e400", nil),
        ] as [(String, String?)]
    )
    func json(text: String, value: String?) throws {
        let fields = try RequestFields(json: Array(text.utf8))
        #expect(fields[.username] == value)
    }

    @Test("A field that is no text is there all the same")
    func other() throws {
        let fields = try RequestFields(json: Array(#"{"_format":1}"#.utf8))
        #expect(fields.contains(.format))
        #expect(fields[.format] == nil)
    }

    @Test(
        "What is no JSON text is refused",
        arguments: [
            "", " ", "{", "}", "[", "]", "{]", "[}", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
            "{,}",
            "{a:1}", "{'a':1}", "{1:1}", "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0061\"",
            "\"\\udc00\"", "\"\n\"", "01", "1.", ".5", "+1", "-", "1e", "0x1", "tru", "nulll", "NaN", "{} {}", "[]]",
            "[[]",
            "{\"a\":1}}", "\u{FEFF}{}", "//\n{}", "{\"a\" \"b\"}", "[true false]",
            #"{"username":"a","username":"b"}"#, #"{"a":{"b":1,"\u0062":2}}"#,
        ]
    )
    func badJSON(text: String) {
        #expect(throws: MalformedInput.self) { try RequestFields(json: Array(text.utf8)) }
    }

    @Test(
        "JSON is UTF-8",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC3], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]]
    )
    func encoding(bytes: [UInt8]) {
        #expect(throws: MalformedInput.self) { try RequestFields(json: Array("[\"".utf8) + bytes + Array("\"]".utf8)) }
    }

    @Test("Nesting beyond reason is refused, and does no harm")
    func depth() throws {
        for depth in [65, 200_000] {
            for (opening, closing) in [("[", "]"), ("{\"a\":", "}")] {
                let text = String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
                #expect(throws: MalformedInput.self) { try RequestFields(json: Array(text.utf8)) }
            }
        }
    }

    // MARK: Parts

    private static func part(_ header: String, _ content: String) -> String {
        "--b\r\n\(header)\r\n\r\n\(content)\r\n"
    }

    private static let header = "Content-Disposition: form-data; name=\"username\""

    @Test(
        "The parts that are no files are fields",
        arguments: [
            (part(header, "a") + "--b--\r\n", "a"), (part(header, "a") + "--b--", "a"),
            (part(header, "") + "--b--", ""),
            (part(header, "a") + part(header, "c") + "--b--", "c"),
            ("preamble\r\n" + part(header, "a") + "--b--end", "a"),
            (part(header, "\r\n--\r\n-b\r\r\n") + "--b--", "\r\n--\r\n-b\r\r\n"),
            (part("content-type: text/plain\r\ncontent-disposition:form-data;name=username", "é") + "--b--", "é"),
            (part("\(header); filename=\"x\"", "a") + "--b--", nil),
            (part("\(header); filename*=x", "a") + "--b--", nil),
            (part("Content-Disposition: form-data; name=\"a; name=username\"", "a") + "--b--", nil), ("--b--\r\n", nil),
        ] as [(String, String?)]
    )
    func multipart(text: String, value: String?) throws {
        #expect(try RequestFields(multipart: Array(text.utf8), boundary: "b")[.username] == value)
    }

    @Test(
        "Parts that are cut off, nameless or too many are refused",
        arguments: [
            "", "--b", "--b\r\n", "a", "--c--", part(header, "a"), "--b\r\n\(header)", "--b\r\n\(header)\r\n\r\na",
            part("X: y", "a") + "--b--", part("Content-Disposition: form-data", "a") + "--b--",
            part("Content-Disposition: attachment; name=username", "a") + "--b--",
            part("\(header)\r\n\(header)", "a") + "--b--", part("no colon\r\n\(header)", "a") + "--b--",
            part("Content-Disposition: form-data; name=\"username", "a") + "--b--",
            part("Content-Disposition: form-data; name=a; name=b", "a") + "--b--",
            "--b junk\r\n\(header)\r\n\r\na\r\n--b--",
            part("X: \(String(repeating: "y", count: 5000))\r\n\(header)", "a") + "--b--",
            part(String(repeating: "X: y\r\n", count: 20) + header, "a") + "--b--",
            String(repeating: part(header, "a"), count: 1001) + "--b--", part(header, "a") + "--bb",
        ]
    )
    func badMultipart(text: String) {
        #expect(throws: MalformedInput.self) { try RequestFields(multipart: Array(text.utf8), boundary: "b") }
    }

    @Test("A text of a part is UTF-8, a file is what it is")
    func multipartEncoding() throws {
        func body(_ header: String) -> [UInt8] {
            Array("--b\r\n\(header)\r\n\r\n".utf8) + [0xFF] + Array("\r\n--b--".utf8)
        }
        #expect(throws: MalformedInput.self) { try RequestFields(multipart: body(Self.header), boundary: "b") }
        let fields = try RequestFields(multipart: body("\(Self.header); filename=x"), boundary: "b")
        #expect(fields.contains(.username))
    }

    @Test("A boundary has 1 to 70 bytes", arguments: ["", String(repeating: "b", count: 71)])
    func boundary(boundary: String) {
        #expect(throws: MalformedInput.self) {
            try RequestFields(multipart: Array("--\(boundary)--".utf8), boundary: boundary)
        }
    }

    // MARK: Together

    @Test("The body counts more than the query")
    func overlay() throws {
        var fields = try RequestFields(form: "username=a&password=b")
        fields.overlay(try RequestFields(json: Array(#"{"username":null}"#.utf8)))
        #expect(fields[.username] == nil)
        #expect(fields[.password] == "b")
    }

    @Test("Fields are not printed")
    func description() throws {
        let fields = try RequestFields(form: "password=secret-word")
        var text = "\(fields)"
        dump(fields, to: &text)
        #expect(!text.contains("secret-word"))
    }
}
