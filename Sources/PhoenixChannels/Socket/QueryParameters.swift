/// The parameters of a query or of a form (`application/x-www-form-urlencoded`): `+` is a space, and of a name that is there
/// twice, the last value counts.
///
/// Of one with more than ``maximumCount`` parameters nothing is read.
public struct QueryParameters: Sendable {
    /// How many parameters there may be, 1,000.
    public static let maximumCount = 1000

    private let values: [String: String]

    /// Reads a query without its question mark.
    ///
    /// There is nothing if there is too much, or something in it is not UTF-8 once decoded.
    public init?(_ query: some StringProtocol) {
        var values: [String: String] = [:]
        let pairs = query.utf8.split(separator: UInt8(ascii: "&"), maxSplits: Self.maximumCount)
        guard pairs.count <= Self.maximumCount else { return nil }
        for pair in pairs {
            let separator = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = Self.decoded(pair[..<separator]), let value = Self.decoded(pair[separator...].dropFirst())
            else { return nil }
            values[name] = value
        }
        self.values = values
    }

    /// Returns the value of the parameter with this name, in this case.
    public subscript(name: String) -> String? { self.values[name] }

    private static func decoded(_ text: some Sequence<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(Self.digit), let low = iterator.next().flatMap(Self.digit)
                else { return nil }
                bytes.append(high << 4 | low)
            default:
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

extension QueryParameters: CustomStringConvertible, CustomReflectable {
    /// A placeholder: parameters hold credentials.
    public var description: String { "QueryParameters(…)" }

    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
