/// A JSON value to be written, in which nothing can do anything to a terminal.
enum JSONOutput {
    case text(String)
    case optionalText(String?)
    case number(Double?)
    case boolean(Bool)
    case array([JSONOutput])
    case object([(String, JSONOutput)])
    /// A text that has been read as strict JSON.
    case raw([UInt8])

    /// Returns the value on one line.
    var line: String {
        switch self {
        case .text(let text): "\"\(Self.escaping(text))\""
        case .optionalText(let text): text.map { JSONOutput.text($0).line } ?? "null"
        case .number(let number): Self.number(number)
        case .boolean(let boolean): boolean.description
        case .array(let elements): "[\(elements.map(\.line).joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { "\(JSONOutput.text($0).line):\($1.line)" }.joined(separator: ","))}"
        case .raw(let bytes): Self.compact(bytes)
        }
    }

    private static func number(_ number: Double?) -> String {
        guard let number, number.isFinite else { return "null" }
        return Int64(exactly: number)?.description ?? number.description
    }

    private static func escaping(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" {
                escaped += "\\\(scalar)"
            } else if PlainText.isPlain(scalar) {
                escaped.unicodeScalars.append(scalar)
            } else {
                escaped += self.codeUnits(of: scalar)
            }
        }
        return escaped
    }

    private static func codeUnits(of scalar: Unicode.Scalar) -> String {
        UTF16.encode(scalar).map { units in
            units.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            .joined()
        } ?? ""
    }

    /// Returns the text without the white space between its tokens, and with what is not plain as escapes: such scalars stand
    /// only within strings.
    private static func compact(_ bytes: [UInt8]) -> String {
        var compact = ""
        var isString = false
        var isEscaped = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let isWhitespace = scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
            if !isString, isWhitespace { continue }
            if scalar == "\"", !isEscaped { isString.toggle() }
            isEscaped = scalar == "\\" && !isEscaped
            if PlainText.isPlain(scalar) {
                compact.unicodeScalars.append(scalar)
            } else {
                compact += self.codeUnits(of: scalar)
            }
        }
        return compact
    }
}
