/// What a command says, and whether it says yes.
package struct Answer: Sendable {
    /// What goes to standard output, with its line end.
    package let text: String

    /// Whether the program exits with 0, and not with 1.
    package let isYes: Bool

    package init(_ text: String, isYes: Bool = true) {
        self.text = text
        self.isYes = isYes
    }

    /// Makes an answer of lines.
    package init(lines: [String], isYes: Bool = true) {
        self.init(lines.map { $0 + "\n" }.joined(), isYes: isYes)
    }
}
