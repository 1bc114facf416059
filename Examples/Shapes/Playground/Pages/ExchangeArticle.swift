import Approov
import HTTPTypes
import WebPages

/// One request, the answer to it and why, as HTML.
struct ExchangeArticle {
    let exchange: Exchange

    /// Which of several it is; ids must not be there twice.
    let number: Int

    var html: String {
        """
        <div class="exchange">
        \(self.exchange.sent.title.map { "<h3>\(HTMLText($0))</h3>" } ?? "")
        \(self.verdict)
        <div class="columns">
        <div class="part">
        <h3>How far it came</h3>
        <ol class="checks">
        \(self.exchange.checks.rows.map(self.row).joined(separator: "\n"))
        </ol>
        </div>
        <div>
        \(self.figure("request", "Request", "The request", self.request, note: self.exchange.sent.remark))
        \(self.figure("answer", "Answer", "The answer", self.answer, note: self.exchange.isRefused ? Self.silence : nil))
        </div>
        </div>
        \(self.exchange.token.map(self.tables) ?? "")
        \(self.figure("curl", "The same with curl", "The curl line", self.curl, note: self.curlNote))
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
        let message = (self.exchange.refusal ?? self.exchange.observations.first)?.message
        return """
            <div class="verdict \(kind)">
            <p class="status">\(self.exchange.status.code)</p>
            <p class="outcome">\(outcome)</p>
            <p class="reason">\(HTMLText(message ?? "Every check passed."))</p>
            </div>
            """
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
            <p class="step">\(HTMLText(row.step.title))</p>\
            <p class="outcome">\(HTMLText(row.state.rawValue))</p>\
            <p class="detail">\(HTMLText(row.step.detail))</p></li>
            """
    }

    // MARK: Texts

    private func figure(_ id: String, _ title: String, _ name: String, _ text: String, note: String?) -> String {
        """
        <figure class="part" data-copy="\(name)">
        <div class="caption"><figcaption id="\(id)-\(self.number)">\(HTMLText(title))</figcaption></div>
        <pre>\(text)</pre>
        \(note.map { "<p class=\"remark\">\(HTMLText($0))</p>" } ?? "")
        </figure>
        """
    }

    private var request: String {
        let lines = self.exchange.sent.lines.map { self.abbreviating("\($0)") }
        return lines.joined(separator: "\n") + Self.body(self.exchange.sent.body)
    }

    private var answer: String {
        let lines = ["HTTP/1.1 \(self.exchange.status.code) \(self.exchange.status.reasonPhrase)"]
        let fields = self.exchange.fields.map { "\($0.name): \($0.value)" }
        return (lines + fields).map { "\(HTMLText($0))" }.joined(separator: "\n") + Self.body(self.exchange.body)
    }

    private static func body(_ text: String) -> String { text.isEmpty ? "" : "\n\n\(HTMLText(text))" }

    private var curl: String { self.abbreviating(self.exchange.toPaste.curl) }

    private var curlNote: String? {
        guard self.exchange.toPaste.head != self.exchange.sent.head else { return nil }
        return self.number == 1
            ? "A signed request is good for one time, and the one above has had it. This is another one."
            : "Paste this after the line above: it is the same request."
    }

    /// Returns a text as HTML, in which the token is shown in one line, however long it is.
    private func abbreviating(_ text: String) -> String {
        let tokens = [self.exchange.sent.token, self.exchange.toPaste.token].compactMap(\.self)
        guard let token = tokens.first(where: text.contains), let range = text.firstRange(of: token) else {
            return "\(HTMLText(text))"
        }
        let before = HTMLText(text[..<range.lowerBound])
        let after = HTMLText(text[range.upperBound...])
        return "\(before)<span class=\"long\">\(HTMLText(token))</span>\(after)"
    }

    // MARK: The token

    private func tables(_ token: TokenView) -> String {
        """
        <div class="part">
        <h3>The token, decoded</h3>
        <div class="tables">
        \(self.table("Header", token.header))
        \(self.table("Payload", token.payload))
        </div>
        </div>
        """
    }

    private func table(_ caption: String, _ members: [TokenView.Member]) -> String {
        let rows = members.map { member in
            """
            <tr><th scope="row">\(HTMLText(member.name))</th><td class="value">\(HTMLText(member.value))</td>\
            <td class="meaning">\(HTMLText(member.meaning))</td></tr>
            """
        }
        return "<table><caption>\(caption)</caption><tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table>"
    }
}
