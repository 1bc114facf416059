import HTTPTypes

extension HTTPFields {
    /// The values of a field's lines, trimmed and joined (RFC 9110 section 5.3), or nothing if the field is not there.
    func combinedBytes(of name: HTTPField.Name) -> [UInt8]? {
        let lines = self[fields: name]
        guard var combined = lines.first?.trimmedBytes else { return nil }
        for line in lines.dropFirst() {
            combined.append(contentsOf: (name == .cookie ? "; " : ", ").utf8)
            combined.append(contentsOf: line.trimmedBytes)
        }
        return combined
    }
}
