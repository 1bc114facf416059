import Approov
import HTTPTypes

/// A request as an app sends it.
struct SentRequest: Sendable {
    /// What stands above it, if it is one of several.
    var title: String?

    /// The head, with the length of the body.
    private(set) var head: HTTPRequest

    let body: String

    /// What is to be said of it that cannot be seen.
    var remark: String?

    init(_ head: HTTPRequest, body: String = "") {
        self.head = head
        self.body = body
        if !body.isEmpty { self.head.headerFields[.contentLength] = "\(body.utf8.count)" }
    }

    var path: String { self.head.path ?? "/" }

    var token: String? { self.head.headerFields[.approovToken] }

    /// The lines of the head, as they are sent.
    var lines: [String] {
        ["\(self.head.method) \(self.path) HTTP/1.1", "Host: \(self.head.authority ?? "")"]
            + self.head.headerFields.map { "\($0.name): \($0.value)" }
    }

    /// The same as a line to paste into a terminal.
    var curl: String {
        var words = ["curl -i"]
        if self.head.method != .get { words.append("-X \(self.head.method)") }
        words.append(Self.quoted("\(self.head.scheme ?? "http")://\(self.head.authority ?? "")\(self.path)"))
        // curl finds out the length by itself.
        for field in self.head.headerFields where field.name != .contentLength {
            words.append("-H \(Self.quoted("\(field.name): \(field.value)"))")
        }
        if !self.body.isEmpty { words.append("--data-raw \(Self.quoted(self.body))") }
        return words.joined(separator: " ")
    }

    /// Returns a text as one word of a shell.
    private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
