import ApproovControl
import Testing

@Suite("Plain text")
struct PlainTextTests {
    @Test(
        "What does something to a terminal is spelled out, and what shows is left alone",
        arguments: [
            ("a\u{1B}[31mb", #"a\u{1B}[31mb"#), ("a\nb\r\tc", #"a\u{A}b\u{D}\u{9}c"#), ("\u{7F}", #"\u{7F}"#),
            ("\u{9B}2J", #"\u{9B}2J"#), ("\u{202E}", #"\u{202E}"#), ("\u{2028}", #"\u{2028}"#),
            ("\u{FEFF}", #"\u{FEFF}"#), ("\u{E0041}", #"\u{E0041}"#), ("Größe 日本 👍", "Größe 日本 👍"),
        ]
    )
    func escapes(text: String, plain: String) {
        #expect(PlainText.escaping(text) == plain)
    }
}
