import Testing
import WebPages

@Suite("Text in HTML")
struct HTMLTextTests {
    @Test(
        "Text from anywhere is inert",
        arguments: [
            ("Hello, World!", "Hello, World!"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\" onload='x'", "&quot; onload=&#39;x&#39;"),
            ("&lt;", "&amp;lt;"),
        ]
    )
    func escaping(text: String, escaped: String) {
        #expect("\(HTMLText(text))" == escaped)
    }
}
