import HTTPTypes

/// A header field as a line spells it: `Name: value`, or `Name;` for an empty value, as curl has it.
enum FieldLine {
    /// Reads a line without its end.
    ///
    /// Spaces and tabs around the value do not count.
    static func field(_ line: some BidirectionalCollection<UInt8>) -> HTTPField? {
        let text = Array(line)
        guard let end = text.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ";") }),
            let name = HTTPField.Name(String(decoding: text[..<end], as: UTF8.self))
        else { return nil }
        let value = Self.trimming(text[(end + 1)...])
        guard HTTPField.isValidValue(value), text[end] == UInt8(ascii: ":") || value.isEmpty else { return nil }
        return HTTPField(name: name, value: value)
    }

    /// Writes a field; curl takes `Name:` for an order to leave the field out.
    static func text(_ field: HTTPField) -> String {
        field.value.isEmpty ? "\(field.name.rawName);" : "\(field.name.rawName): \(field.value)"
    }

    private static func trimming(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        var value = value.drop(while: isWhitespace)
        while let last = value.last, isWhitespace(last) { value.removeLast() }
        return value
    }
}
