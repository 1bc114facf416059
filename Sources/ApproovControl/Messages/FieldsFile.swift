import HTTPTypes

/// Header fields in a file, one in a line.
struct FieldsFile {
    private let source: InputSource

    init(_ source: InputSource) {
        self.source = source
    }

    /// Reads the fields, whose lines end with LF or CRLF; empty lines at the end do not count.
    func load(in surroundings: Surroundings) throws(ControlFault) -> HTTPFields {
        let bytes = try surroundings.bytes(of: self.source, "header fields")
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }
        while let last = lines.last, last.isEmpty { lines.removeLast() }
        var fields = HTTPFields()
        for (index, line) in lines.enumerated() {
            guard let field = FieldLine.field(line) else {
                throw .configuration(self.source.name, "Line \(index + 1) is not a header field: Name: value.")
            }
            fields.append(field)
        }
        return fields
    }

    /// Returns the content of a file that curl reads with `--header @FILE`.
    static func text(of fields: HTTPFields) -> String {
        fields.map { FieldLine.text($0) + "\n" }.joined()
    }
}
