import Testing

@testable import ApproovSettings

@Suite("Environment files")
struct EnvironmentFileTests {
    private func variables(_ text: String) throws -> [String: String] {
        try EnvironmentFile.variables(in: Array(text.utf8))
    }

    @Test(
        "A variable stands in a line of its own, however lines end",
        arguments: [
            "A=1\nB=two words\n", "A=1\r\nB=two words\r\n", "\u{FEFF}A=1\nB=two words",
            "# comment\r\n\r\nA=1\r\n  B=two words",
            "export A=1\nexport B=two words\n",
        ]
    )
    func lines(text: String) throws {
        let variables = try self.variables(text)
        #expect(variables == ["A": "1", "B": "two words"])
    }

    @Test("A value may hold what it likes, and nothing", arguments: ["", "=", "a=b", "#", "\"quoted\"", "é"])
    func values(value: String) throws {
        #expect(try self.variables("NAME=\(value)") == ["NAME": value])
    }

    @Test(
        "A line that makes no sense stops the start",
        arguments: ["A", "A 1", "=1", "1A=1", "A B=1", "A-B=1", "é=1", "set A=1", "A: 1"]
    )
    func badLines(line: String) {
        #expect(throws: StartUpFault(variable: ".env", "Line 2 is neither a comment nor NAME=value.")) {
            try self.variables("OK=1\n\(line)\n")
        }
    }

    @Test("A variable is set once")
    func twice() {
        #expect(throws: StartUpFault(variable: ".env", "Line 2 sets A again.")) { try self.variables("A=1\nA=1\n") }
    }

    @Test("A file that is named must be there")
    func missing() {
        #expect(throws: StartUpFault.self) { try EnvironmentFile.variables(in: "no such file") }
    }
}
