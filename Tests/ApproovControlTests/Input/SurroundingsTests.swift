import ApproovControl
import Testing

@Suite("What is read")
struct SurroundingsTests {
    private let folder: TemporaryFolder

    init() throws {
        self.folder = try TemporaryFolder()
    }

    @Test(
        "One line end at the end does not count",
        arguments: [
            ("a", "a"), ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), ("a \n", "a "), ("\n", ""), ("a\r", "a\r"),
        ]
    )
    func lineEnds(content: String, text: String) throws {
        let path = try self.folder.file("text", content)
        #expect(try Surroundings.test().text(of: .file(path), "a text") == text)
        #expect(try Surroundings.test(input: content).text(of: .standardInput, "a text") == text)
        #expect(try Surroundings.test(["A": content]).text(of: .variable("A"), "a text") == text)
    }

    @Test("What cannot be read is named")
    func unreadable() throws {
        let binary = try self.folder.file("binary", [0xFF, 0xFE])
        let long = try self.folder.file("long", [UInt8](repeating: 0x61, count: Surroundings.maximumLength + 1))
        let cases: [(InputSource, String)] = [
            (.file("/nowhere"), "/nowhere: There is no such file."),
            (.file("/"), "/: It cannot be read."),
            (.file(binary), "\(binary): It is not UTF-8 text."),
            (.file(long), "\(long): It has more than 1048576 bytes."),
            (.variable("A\u{1B}"), #"A\u{1B}: There is no such environment variable."#),
        ]
        for (source, message) in cases {
            let fault = fault { () throws(ControlFault) in try Surroundings.test().text(of: source, "a text") }
            #expect(fault?.description == message)
            #expect(fault?.status == .configuration)
        }
    }

    @Test("As much as is allowed is read")
    func longest() throws {
        let path = try self.folder.file("long", [UInt8](repeating: 0x61, count: Surroundings.maximumLength))
        #expect(try Surroundings.test().text(of: .file(path), "a text").utf8.count == Surroundings.maximumLength)
    }

    @Test("A path of - is standard input", arguments: [nil, "-"])
    func standardInput(path: String?) {
        #expect(InputSource(path: path) == .standardInput)
    }
}
