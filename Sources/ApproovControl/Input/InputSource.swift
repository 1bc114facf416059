/// Where a text comes from: never from an argument, which every user of the machine can read.
package enum InputSource: Sendable, Hashable {
    case standardInput
    case file(String)
    case variable(String)

    /// Makes a source of a path, of which `-` and none at all mean standard input.
    package init(path: String?) {
        self = path.flatMap { $0 == "-" ? nil : .file($0) } ?? .standardInput
    }

    /// Whether somebody has given a secret or a token in place of the name of a file that holds it.
    private static func isLikelyContent(_ path: String) -> Bool {
        path.count > 60 && !path.hasPrefix("/") && !path.hasPrefix(".") && !path.hasPrefix("~")
    }

    /// How messages call it.
    package var name: String {
        switch self {
        case .standardInput: "standard input"
        case .file(let path): Self.isLikelyContent(path) ? "\(path.prefix(8))…" : path
        case .variable(let name): name
        }
    }
}
