/// The page that shows the numbers.
///
/// It is complete without JavaScript, and then asks to be loaded again.
enum DashboardPage {
    static func html(_ report: NumbersReport) -> String {
        let figures = report.figures.map { figure in
            "<div><dt>\(figure.name)</dt><dd id=\"\(figure.id)\">\(self.escaped(figure.text))</dd></div>"
        }
        let rows = report.refused.sorted { $0.key < $1.key }.map { code, count in
            "<tr><td>\(self.escaped(code))</td><td>\(count)</td></tr>"
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>Echo server</title>
            <link rel="stylesheet" href="/dashboard/home.css">
            <noscript><meta http-equiv="refresh" content="5"></noscript>
            <script src="/dashboard/home.js" defer></script>
            </head>
            <body>
            <main>
            <h1>Echo server</h1>
            <p id="state" role="status"></p>
            <dl>
            \(figures.joined(separator: "\n"))
            </dl>
            <h2>Refused, by reason</h2>
            <table>
            <thead><tr><th scope="col">Reason</th><th scope="col">Count</th></tr></thead>
            <tbody id="refused">
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            </main>
            </body>
            </html>

            """
    }

    static let style = """
        :root {
          color-scheme: light dark;
          --page: #f6f7f9; --card: #fff; --text: #1c2430; --quiet: #5b6675; --line: #dde2e9; --accent: #0b6e99;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #12161c; --card: #1b212a; --text: #e8ecf2; --quiet: #9aa6b6; --line: #2c3541; --accent: #6cc5ec;
          }
        }
        body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
        h1 { margin: 0; font-size: 1.75rem; }
        h2 { margin: 2.5rem 0 .75rem; font-size: 1.125rem; }
        #state { min-height: 1.5em; margin: .25rem 0 1.5rem; color: var(--quiet); }
        dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 1rem; margin: 0; }
        dl div, table { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
        dl div { padding: 1rem 1.25rem; }
        dt { color: var(--quiet); font-size: .875rem; }
        dd { margin: 0; color: var(--accent); font-size: 1.75rem; font-variant-numeric: tabular-nums; }
        table { width: 100%; border-spacing: 0; }
        th, td { padding: .6rem 1.25rem; text-align: left; font-variant-numeric: tabular-nums; }
        th { color: var(--quiet); font-size: .875rem; font-weight: 500; }
        tbody td { border-top: 1px solid var(--line); }
        th + th, td + td { text-align: right; }

        """

    static let script = """
        "use strict";
        const element = id => document.getElementById(id);
        const uptime = seconds => {
          const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
          return hours ? `${hours} h ${minutes} min` : minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
        };
        const show = numbers => {
          for (const id of ["connections", "channels", "events", "accepted"]) element(id).textContent = numbers[id];
          const refused = Object.entries(numbers.refused).sort(([a], [b]) => (a < b ? -1 : 1));
          element("refusedTotal").textContent = refused.reduce((sum, [, count]) => sum + count, 0);
          element("memoryBytes").textContent =
            numbers.memoryBytes === undefined ? "–" : `${Math.round(numbers.memoryBytes / 1048576)} MiB`;
          element("uptimeSeconds").textContent = uptime(numbers.uptimeSeconds);
          element("refused").replaceChildren(...refused.map(cells => {
            const row = document.createElement("tr");
            for (const cell of cells) row.insertCell().textContent = cell;
            return row;
          }));
        };
        /* The page's own URL may hold a user and a password, and fetch refuses such URLs. */
        const numbers = new URL("/dashboard/numbers", location.origin);
        const update = async () => {
          try {
            const response = await fetch(numbers, { cache: "no-store" });
            if (!response.ok) throw new Error();
            show(await response.json());
            element("state").textContent = "Live, every second.";
          } catch {
            element("state").textContent = "The server does not answer.";
          }
          setTimeout(update, 1000);
        };
        update();

        """

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
