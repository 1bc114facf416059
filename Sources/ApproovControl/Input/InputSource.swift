/// Where a text comes from: never from an argument, which every user of the machine can read.
package enum InputSource: Sendable, Hashable {
    case standardInput
    case file(String)
    case variable(String)

    /// Makes a source of a path, of which `-` and none at all mean standard input.
    package init(path: String?) {
        self = path.flatMap { $0 == "-" ? nil : .file($0) } ?? .standardInput
    }

    /// How messages call it.
    package var name: String {
        switch self {
        case .standardInput: "standard input"
        case .file(let path): path
        case .variable(let name): name
        }
    }
}
