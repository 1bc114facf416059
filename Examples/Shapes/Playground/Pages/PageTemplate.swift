/// A page with gaps, each a name in double braces.
struct PageTemplate: Sendable {
    private let html: String

    init(_ bytes: [UInt8]) {
        self.html = String(decoding: bytes, as: UTF8.self)
    }

    /// Fills the gaps, with HTML; what is filled in is not looked at again.
    func filled(_ values: [String: String]) -> String {
        var page = ""
        for (index, part) in self.html.split(separator: "{{", omittingEmptySubsequences: false).enumerated() {
            let pieces = part.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
            guard index > 0, pieces.count == 2, let value = values[String(pieces[0])] else { page += part; continue }
            page += value + pieces[1]
        }
        return page
    }
}
