import HTTPTypes

/// The head of a signed request, which the file `request` holds as it is sent.
struct SignedRequest {
    let head: HTTPRequest

    init(_ folder: CaseFolder) throws {
        let lines = try folder.text("request").split(separator: "\r\n").map(String.init)
        let start = lines.first?.split(separator: " ").map(String.init) ?? []
        guard start.count == 3, let method = HTTPRequest.Method(start[0]) else { throw UsageError() }
        var head = HTTPRequest(method: method, scheme: "https", authority: nil, path: start[1])
        for line in lines.dropFirst() {
            let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let name = HTTPField.Name(parts[0]) else { throw UsageError() }
            if name.canonicalName == "host" {
                head.authority = parts[1]
            } else {
                head.headerFields.append(HTTPField(name: name, value: parts[1]))
            }
        }
        self.head = head
    }
}
