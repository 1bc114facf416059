import Approov
import WebPages

/// The page on which one presses a situation and sees what comes of it.
struct RequestsPage {
    private static let template = PageTemplate(PackageResources.requests_html)

    let situation: Situation?

    /// What was sent and what came of it; nothing if nothing was asked for.
    let exchanges: [Exchange]

    var html: String {
        Self.template.filled([
            "title": self.situation.map { "\(HTMLText($0.title)) · " } ?? "",
            "situations": Situation.Group.allCases.map(self.group).joined(separator: "\n"),
            "result": self.situation.map { ResultSection(situation: $0, exchanges: self.exchanges).html } ?? Self.hint,
        ])
    }

    private func group(_ group: Situation.Group) -> String {
        let buttons = Situation.allCases.filter { $0.group == group }.map { situation in
            let mark = situation == self.situation ? #" aria-current="true""# : ""
            return """
                <li><button name="situation" value="\(situation.rawValue)"\(mark)>\(HTMLText(situation.title))</button></li>
                """
        }
        return """
            <div class="group">
            <h3>\(HTMLText(group.rawValue))</h3>
            <ul>
            \(buttons.joined(separator: "\n"))
            </ul>
            </div>
            """
    }

    /// What stands there before anything is pressed: what will be looked at.
    private static var hint: String {
        """
        <h2 id="result-title" tabindex="-1">Press a situation</h2>
        <p class="story">The server then plays the app: it mints the token, sends the request to its own API, and shows what was \
        sent, what came back, and how far the request came. These are the checks, in their order; the first that fails ends it.</p>
        <div class="overview">
        \(self.overview("Of every token", .token))
        \(self.overview("Where tokens are bound", .binding))
        \(self.overview("Where requests are signed", .messageSignature))
        </div>
        """
    }

    private static func overview(_ title: String, _ check: Rejection.Check) -> String {
        let rows = CheckStep.allCases.filter { $0.check == check }.map { step in
            """
            <li class="open"><span class="mark" aria-hidden="true"></span>\
            <p class="step">\(HTMLText(step.title))</p><p class="detail">\(HTMLText(step.detail))</p></li>
            """
        }
        return """
            <div class="part">
            <h3>\(HTMLText(title))</h3>
            <ol class="checks">
            \(rows.joined(separator: "\n"))
            </ol>
            </div>
            """
    }
}
