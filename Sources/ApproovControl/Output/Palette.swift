/// The colours of the human form of an answer, or none.
package struct Palette: Sendable {
    /// No colours.
    package static let none = Palette(isColored: false)

    private let isColored: Bool

    private init(isColored: Bool) {
        self.isColored = isColored
    }

    /// Makes a palette of what the environment allows.
    ///
    /// - Parameters:
    ///   - isTerminal: Whether the output is one.
    ///   - environment: Neither `NO_COLOR` (unless empty, see no-color.org) nor `TERM=dumb` may be in it.
    package init(isTerminal: Bool, environment: [String: String]) {
        let isRefused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        self.init(isColored: isTerminal && !isRefused)
    }

    func good(_ text: String) -> String { self.paint(text, "32") }

    func bad(_ text: String) -> String { self.paint(text, "1;31") }

    func warning(_ text: String) -> String { self.paint(text, "33") }

    func heading(_ text: String) -> String { self.paint(text, "1") }

    func remark(_ text: String) -> String { self.paint(text, "2") }

    private func paint(_ text: String, _ code: String) -> String {
        self.isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
