import Approov
import HTTPTypes
import WebPages

/// One request, the answer to it and why, as HTML.
struct ExchangeArticle {
    let exchange: Exchange

    /// Which of several it is; ids must not be there twice.
    let number: Int

    /// Whether its details are shown at once.
    let isOpen: Bool

    var html: String {
        """
        <div class="exchange">
        \(self.exchange.sent.title.map { "<h3>\(HTMLText($0))</h3>" } ?? "")
        \(self.verdict)
        \(self.isOpen ? self.details : self.foldedDetails)
        </div>
        """
    }

    private var foldedDetails: String {
        "<details><summary>Checks, request and answer</summary>\n\(self.details)\n</details>"
    }

    private var details: String {
        """
        <div class="columns">
        <div class="part">
        <h3>How far it came</h3>
        <ol class="checks">
        \(self.exchange.checks.rows.map(self.row).joined(separator: "\n"))
        </ol>
        </div>
        <div>
        \(self.request.text)
        \(self.answer.text)
        </div>
        </div>
        """
    }

    private static let silence = "More a client never learns. The reason is for the server's log, metrics and spans."

    // MARK: The verdict

    private var verdict: String {
        let kind = self.exchange.isRefused ? "refused" : self.exchange.observations.isEmpty ? "accepted" : "observed"
        let outcome =
            switch (self.exchange.refusal, self.exchange.observations.first) {
            case (let rejection?, _): "Refused: <code>\(HTMLText(rejection.code.description))</code>"
            case (nil, let rejection?): "Let through, although: <code>\(HTMLText(rejection.code.description))</code>"
            case (nil, nil): self.exchange.isRefused ? "Refused" : "Accepted"
            }
        return """
            <div class="verdict \(kind)">
            <p class="status">\(self.exchange.status.code)</p>
            <p class="outcome">\(outcome)</p>
            <p class="reason">\(HTMLText(self.reason))</p>
            </div>
            """
    }

    private var reason: String {
        if let rejection = self.exchange.refusal ?? self.exchange.observations.first { return rejection.message }
        if self.exchange.isRefused { return "The verifier was not asked." }
        return self.exchange.checks.rows.contains { $0.state == .notNeeded }
            ? "Every check passed. The token is bound to nothing, which the settings allow."
            : "Every check passed."
    }

    private func row(_ row: CheckList.Row) -> String {
        let mark =
            switch row.state {
            case .passed: "✓"
            case .stopped: "✕"
            case .observed, .notNeeded: "!"
            case .notReached: ""
            }
        return """
            <li class="\(row.state)"><span class="mark" aria-hidden="true">\(mark)</span>\
            <p class="step">\(HTMLText(row.step.title)) <span class="outcome">\(HTMLText(row.state.rawValue))</span></p>\
            <p class="detail">\(HTMLText(row.step.detail))</p></li>
            """
    }

    // MARK: Texts

    private var request: TextFigure {
        let head = self.exchange.sent.lines.joined(separator: "\n")
        let body = self.exchange.sent.body
        return TextFigure(
            id: "request-\(self.number)",
            title: "Request",
            name: "The request",
            html: TextFigure.html(head + (body.isEmpty ? "" : "\n\n\(body)"), abbreviating: self.exchange.sent.token),
            remark: self.exchange.sent.remark
        )
    }

    private var answer: TextFigure {
        let status = self.exchange.status
        let fields = self.exchange.fields.map { "\($0.name): \($0.value)" }
        let head = (["HTTP/1.1 \(status.code) \(status.reasonPhrase)"] + fields).joined(separator: "\n")
        let body = self.exchange.body
        return TextFigure(
            id: "answer-\(self.number)",
            title: "Answer",
            name: "The answer",
            html: TextFigure.html(head + (body.isEmpty ? "" : "\n\n\(body)")),
            remark: self.exchange.isRefused ? Self.silence : nil
        )
    }
}
