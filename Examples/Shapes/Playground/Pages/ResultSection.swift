import WebPages

/// What came of a situation, as HTML.
struct ResultSection {
    let situation: Situation
    let exchanges: [Exchange]

    var html: String {
        let parts = self.exchanges.enumerated().map { ExchangeArticle(exchange: $1, number: $0 + 1).html }
        return """
            <h2 id="result-title" tabindex="-1">\(HTMLText(self.situation.title))</h2>
            <p class="story">\(HTMLText(self.situation.story))</p>
            \(parts.joined(separator: "\n"))
            <p class="back"><a href="#situations">Try another situation</a></p>
            """
    }
}
