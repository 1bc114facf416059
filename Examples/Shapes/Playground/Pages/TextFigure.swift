import WebPages

/// A text of its own, with a title, that can be copied.
struct TextFigure {
    /// The id of the title, once in a page.
    let id: String

    let title: String

    /// What is copied, in the words in which a screen reader says so.
    let name: String

    /// The text as HTML.
    let html: String

    var remark: String?

    var text: String {
        """
        <figure class="part" data-copy="\(HTMLText(self.name))">
        <div class="caption"><figcaption id="\(self.id)">\(HTMLText(self.title))</figcaption></div>
        <pre>\(self.html)</pre>
        \(self.remark.map { "<p class=\"remark\">\(HTMLText($0))</p>" } ?? "")
        </figure>
        """
    }

    /// Returns a text as HTML, in which a token is shown in one line, however long it is.
    static func html(_ text: String, abbreviating token: String? = nil) -> String {
        guard let token, !token.isEmpty, let range = text.firstRange(of: token) else { return "\(HTMLText(text))" }
        let before = HTMLText(text[..<range.lowerBound])
        let after = HTMLText(text[range.upperBound...])
        return "\(before)<span class=\"long\">\(HTMLText(token))</span>\(after)"
    }
}
