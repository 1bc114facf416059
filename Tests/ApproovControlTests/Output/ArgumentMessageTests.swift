import Testing

@testable import ApproovControl

@Suite("Messages about arguments")
struct ArgumentMessageTests {
    @Test(
        "What could be a secret is left out, and nothing does anything to a terminal",
        arguments: [
            (["--unknown"], "Unknown option '--unknown'", "Unknown option '--unknown'"),
            (
                [String(repeating: "s", count: 31)], "Unexpected '\(String(repeating: "s", count: 31))'",
                "Unexpected '…'"
            ),
            (
                [String(repeating: "s", count: 30)], "\(String(repeating: "s", count: 30))",
                String(repeating: "s", count: 30)
            ),
            (["--a=\(String(repeating: "x", count: 40))"], "'\(String(repeating: "x", count: 40))'", "'…'"),
            (["\u{1B}]0;x\u{7}"], "'\u{1B}]0;x\u{7}'\nUsage", "'\\u{1B}]0;x\\u{7}'\nUsage"),
        ]
    )
    func text(arguments: [String], message: String, shown: String) {
        #expect(ArgumentMessage.text(message, arguments: arguments) == shown)
    }
}
