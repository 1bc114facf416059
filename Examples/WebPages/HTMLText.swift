/// Text that is inert wherever it stands in a page: between tags, and in an attribute with quotes.
public struct HTMLText: Sendable, Hashable, CustomStringConvertible {
    /// The text with every character escaped that means something in HTML.
    public let description: String

    /// Escapes a text.
    public init(_ text: some StringProtocol) {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        self.description = escaped
    }
}
