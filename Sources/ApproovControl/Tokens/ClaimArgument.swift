import StrictJSON

/// A claim as the command line spells it: `NAME=VALUE`, where the value is JSON or else a text.
package struct ClaimArgument: Sendable {
    private static let maximumDepth = 15

    let name: String

    /// The value as a JSON text.
    let json: String

    /// Reads an argument; there must be a name.
    package init?(_ argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        self.init(name: String(parts[0]), value: String(parts[1]))
    }

    init(name: String, value: String) {
        let isJSON = (try? JSONText(parsing: Array(value.utf8), maximumDepth: Self.maximumDepth)) != nil
        self.name = name
        self.json = isJSON ? value : JSONOutput.text(value).line
    }
}
