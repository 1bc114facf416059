import WebPages

/// What came of a situation, as HTML.
struct ResultSection {
    let situation: Situation

    /// The requests with their answers.
    ///
    /// Of several, the last is what the situation is about.
    let exchanges: [Exchange]

    var html: String {
        let articles = self.exchanges.enumerated().map { number, exchange in
            ExchangeArticle(exchange: exchange, number: number + 1, isOpen: number == self.exchanges.count - 1).html
        }
        return """
            <h2 id="result-title" tabindex="-1">\(HTMLText(self.situation.title))</h2>
            <p class="story">\(HTMLText(self.situation.story))</p>
            \(articles.joined(separator: "\n"))
            \(self.exchanges.last?.token.map { TokenTables(token: $0).html } ?? "")
            \(self.curl)
            <p class="back"><a href="#situations">Try another situation</a></p>
            """
    }

    private var curl: String {
        let lines = self.exchanges.map { TextFigure.html($0.toPaste.curl, abbreviating: $0.toPaste.token) }
        return TextFigure(
            id: "curl",
            title: "The same with curl",
            name: self.exchanges.count == 1 ? "The curl line" : "What to paste",
            html: lines.joined(separator: "\n"),
            remark: self.situation.group == .signing
                ? "A signed request is good once, and the one above has been sent. This is another." : nil
        )
        .text
    }
}
