/// The parameters of a query, parsed and encoded anew as RFC 9421 section 2.2.8 says.
struct QueryParameters: Sendable {
    /// The values by name, both encoded anew; nothing for a name that occurs twice, or whose value is not UTF-8.
    private var values: [String: String?] = [:]

    /// Parses the text of a query, without its question mark.
    ///
    /// A name that is not UTF-8 is no parameter's.
    init(query: Substring.UTF8View) {
        for pair in query.split(separator: UInt8(ascii: "&")) {
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            guard let decodedName = Self.decoded(name) else { continue }
            let value = Self.decoded(pair.dropFirst(name.count + 1)).map(Self.encoded)
            let encodedName = Self.encoded(decodedName)
            self.values.updateValue(self.values.keys.contains(encodedName) ? nil : value, forKey: encodedName)
        }
    }

    /// The value of the parameter, or nothing if it occurs not at all, more than once, or with bytes that are not UTF-8.
    subscript(encodedName: String) -> String? { self.values[encodedName] ?? nil }

    /// Returns the bytes that the text of a form stands for, or nothing if they are not UTF-8.
    ///
    /// Replacing what is not UTF-8, as browsers do, would give two queries one value.
    private static func decoded(_ text: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
                if let high = digits.first, let low = digits.last, digits.count == 2 {
                    bytes.append(UInt8(truncatingIfNeeded: high << 4 | low))
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
    }

    /// Percent-encodes all but letters, digits and `*-._`.
    static func encoded(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                text.append(byte)
            default:
                text.append(UInt8(ascii: "%"))
                text.append(Self.digit(byte >> 4))
                text.append(Self.digit(byte & 0x0F))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + (value - 10)
    }
}
