/// A field value with parameters, such as `multipart/form-data; boundary="a b"` (RFC 9110 section 5.6.6).
struct ParameterizedValue {
    /// What stands before the parameters, in lower case.
    let value: String

    private var parameters: [String: String] = [:]

    /// Reads a value, unless it makes no sense.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        self.value = Self.word(&rest, until: [UInt8(ascii: ";")]).lowercased()
        guard !self.value.isEmpty else { return nil }
        while rest.popFirst() != nil {
            rest = rest.drop(while: Self.isSpace)
            // A semicolon at the end is common.
            guard !rest.isEmpty else { return }
            let name = Self.word(&rest, until: [UInt8(ascii: "="), UInt8(ascii: ";")]).lowercased()
            guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "="), let value = Self.parameterValue(&rest),
                self.parameters.updateValue(value, forKey: name) == nil
            else { return nil }
        }
    }

    /// Returns the value of a parameter, whose name is in lower case.
    subscript(parameter name: String) -> String? {
        self.parameters[name]
    }

    private static func parameterValue(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard rest.first == UInt8(ascii: "\"") else {
            let word = self.word(&rest, until: [UInt8(ascii: ";")])
            return word.isEmpty || word.contains("\"") ? nil : word
        }
        rest.removeFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                rest = rest.drop(while: self.isSpace)
                guard rest.isEmpty || rest.first == UInt8(ascii: ";") else { return nil }
                return String(decoding: value, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                value.append(escaped)
            default:
                value.append(byte)
            }
        }
        return nil
    }

    /// Takes what comes before one of some characters, without spaces around it.
    private static func word(_ rest: inout ArraySlice<UInt8>, until ends: [UInt8]) -> String {
        let word = rest.prefix { !ends.contains($0) }
        rest = rest[word.endIndex...]
        var trimmed = word.drop(while: self.isSpace)
        while let last = trimmed.last, self.isSpace(last) { trimmed.removeLast() }
        return String(decoding: trimmed, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }
}
