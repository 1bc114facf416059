import HTTPMessageSignatures
import HTTPTypes

/// A command line that sends a request exactly as it was signed.
struct CurlCommand {
    /// Where the header fields are.
    enum Fields {
        case written(HTTPFields)
        case file(String)
    }

    let request: HTTPRequest
    let fields: Fields

    /// What the body is read from.
    let body: InputSource?

    /// Where it is sent to, if not to the URL that is signed.
    let destination: RequestURL?

    /// The line.
    ///
    /// curl would otherwise resolve dots in the path, and take brackets for patterns.
    var line: String {
        var words = ["curl", "--globoff", "--path-as-is"]
        func add(_ option: String, _ value: String) { words += [option, ShellWord.quoting(value)] }
        if self.request.method == .head, self.body == nil {
            words.append("--head")
        } else {
            add("--request", self.request.method.rawValue)
        }
        if self.destination != nil, let authority = self.request.authority { add("--header", "Host: \(authority)") }
        switch self.fields {
        case .written(let fields): for field in fields { add("--header", FieldLine.text(field)) }
        case .file(let path): add("--header", "@\(path)")
        }
        if let body {
            if !self.request.headerFields.contains(.contentType) { add("--header", "Content-Type:") }
            add("--data-binary", "@\(body.path)")
        }
        words.append(ShellWord.quoting(self.url))
        return words.joined(separator: " ")
    }

    private var url: String {
        let scheme = self.destination?.origin.scheme ?? self.request.scheme ?? ""
        let authority = self.destination?.origin.authority ?? self.request.authority ?? ""
        return "\(scheme)://\(authority)\(self.request.path ?? "")"
    }
}

extension InputSource {
    /// How curl names it.
    fileprivate var path: String {
        switch self {
        case .standardInput: "-"
        case .file(let path), .variable(let path): path
        }
    }
}
