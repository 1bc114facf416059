import WebPages

/// The page of a dashboard.
///
/// It is complete without JavaScript, and then asks to be loaded again.
enum DashboardPage {
    static func html(_ view: DashboardView, name: String) -> String {
        let name = HTMLText(name)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(name)</title>
            <link rel="icon" href="\(DashboardPart.icon.path)">
            <link rel="stylesheet" href="\(DashboardPart.style.path)">
            <noscript><meta http-equiv="refresh" content="5"></noscript>
            <script type="module" src="\(DashboardPart.script.path)"></script>
            </head>
            <body>
            <main>
            <header>
            <h1>\(name)</h1>
            <p id="state" role="status"><noscript>Without JavaScript, this page loads itself again every five seconds.</noscript></p>
            </header>
            <dl id="figures">
            \(self.figures(view))
            </dl>
            <section id="charts" aria-labelledby="charts-title" hidden>
            <div class="heading">
            <h2 id="charts-title">Checks per second</h2>
            <div id="windows" role="group" aria-label="Time shown">
            <button type="button" aria-pressed="false" data-seconds="60">1 min</button>
            <button type="button" aria-pressed="false" data-seconds="600">10 min</button>
            <button type="button" aria-pressed="true" data-seconds="3600">1 h</button>
            </div>
            </div>
            <h3>Let through</h3>
            <div id="passed" class="chart"></div>
            <h3>Refused, by reason</h3>
            <div id="refused" class="chart"></div>
            </section>
            <section aria-labelledby="outcomes-title">
            <h2 id="outcomes-title">Checks by outcome</h2>
            \(self.table("outcomes", ["Outcome"], self.windows + ["Since start"], self.outcomes(view)))
            </section>
            <section aria-labelledby="latencies-title">
            <h2 id="latencies-title">Time of a verification</h2>
            \(self.table("latencies", ["Percentile"], self.windows, self.latencies(view)))
            </section>
            <section aria-labelledby="keys-title">
            <h2 id="keys-title">Keys</h2>
            \(self.table("keys", ["kid", "Algorithm", "Source"], ["Age", "Next look"], self.keys(view)))
            </section>
            </main>
            </body>
            </html>

            """
    }

    private static var windows: [String] { DashboardView.windows.map(\.name) }

    private static func figures(_ view: DashboardView) -> String {
        view.figures.map { "<div><dt>\(HTMLText($0.name))</dt><dd id=\"\($0.id)\">\(HTMLText($0.text))</dd></div>" }
            .joined(separator: "\n")
    }

    private static func table(_ id: String, _ names: [String], _ numbers: [String], _ rows: [String]) -> String {
        let columns =
            names.map { "<th scope=\"col\">\($0)</th>" }
            + numbers.map { "<th scope=\"col\" class=\"number\">\($0)</th>" }
        return """
            <div class="table" tabindex="0" role="region" aria-labelledby="\(id)-title">
            <table>
            <thead><tr>\(columns.joined())</tr></thead>
            <tbody id="\(id)">
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            </div>
            """
    }

    private static func outcomes(_ view: DashboardView) -> [String] {
        view.outcomes.map { row in
            let note = row.effect == .observed ? " <small>let through</small>" : ""
            let head =
                "<th scope=\"row\"><span class=\"swatch \(row.colour)\"></span>\(HTMLText(row.reason))\(note)</th>"
            return "<tr>\(head)\(self.numbers(row.counts))</tr>"
        }
    }

    private static func latencies(_ view: DashboardView) -> [String] {
        view.latencies.map { "<tr><th scope=\"row\">\($0.name)</th>\(self.numbers($0.texts))</tr>" }
    }

    private static func keys(_ view: DashboardView) -> [String] {
        view.keys.map { key in
            let names = [key.algorithm, key.source].map { "<td>\(HTMLText($0))</td>" }.joined()
            return
                "<tr><th scope=\"row\">\(HTMLText(key.keyID))</th>\(names)\(self.numbers([key.age, key.nextLook]))</tr>"
        }
    }

    private static func numbers(_ texts: [String]) -> String {
        texts.map { "<td class=\"number\">\(HTMLText($0))</td>" }.joined()
    }
}
