/// What a parser says of a command line, fit to be shown.
package enum ArgumentMessage {
    /// The longest argument that is shown, in characters: names of options and of kinds are shorter, secrets and tokens longer.
    private static let maximumLength = 30

    /// Returns the text with long arguments left out, and with everything that is not plain spelled out.
    package static func text(_ message: String, arguments: some Sequence<String>) -> String {
        let values = arguments.flatMap { argument in
            [argument] + (argument.split(separator: "=", maxSplits: 1).dropFirst().map(String.init))
        }
        let long = values.filter { $0.count > Self.maximumLength && !$0.contains("\n") }
        return long.sorted { $0.count > $1.count }
            .reduce(message) { $0.replacing($1, with: "…") }
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { PlainText.escaping(String($0)) }
            .joined(separator: "\n")
    }
}
