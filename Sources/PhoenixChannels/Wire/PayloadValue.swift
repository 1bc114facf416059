import StrictJSON

/// A JSON value in the payload of a message.
///
/// ```swift
/// guard let text = payload["message"]?.string else { throw ChannelRefusal(reason: "message is missing") }
/// try await socket.broadcast("shout", ["message": .string(text), "length": .number(PayloadNumber(text.count))])
/// ```
public enum PayloadValue: Sendable, Hashable {
    /// The literal `null`.
    case null

    /// A literal `true` or `false`.
    case boolean(Bool)

    /// A number.
    case number(PayloadNumber)

    /// A string with its escapes resolved.
    case string(String)

    /// An array.
    case array([PayloadValue])

    /// An object's members in the order in which they were written, each name once.
    case object([Member])

    /// A member of an object.
    public struct Member: Sendable, Hashable {
        /// The name with its escapes resolved.
        public let name: String

        /// The value.
        public let value: PayloadValue

        /// Makes a member.
        public init(name: String, value: PayloadValue) {
            self.name = name
            self.value = value
        }
    }

    /// The text, if this is a string.
    public var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    /// Makes a value of a slice that has been validated; so its depth is bounded.
    init(_ slice: JSONSlice, in bytes: Span<UInt8>) {
        switch slice.kind {
        case .null: self = .null
        case .true: self = .boolean(true)
        case .false: self = .boolean(false)
        case .number: self = .number(PayloadNumber(literal: bytes.text(slice.range)))
        case .plainString, .escapedString: self = .string(slice.string(in: bytes) ?? "")
        case .array, .object:
            var cursor = JSONCursor(at: slice.range.lowerBound, maximumDepth: .max)
            self = (try? PayloadValue(reading: &cursor, in: bytes)) ?? .null
        }
    }

    /// Reads what stands at the cursor, in one pass.
    private init(reading cursor: inout JSONCursor, in bytes: Span<UInt8>) throws(JSONFault) {
        cursor.skipWhitespace(in: bytes)
        switch cursor.position < bytes.count ? bytes[cursor.position] : 0 {
        case UInt8(ascii: "["):
            try cursor.expect(UInt8(ascii: "["), in: bytes)
            var elements: [PayloadValue] = []
            var isFirst = true
            while try !cursor.closes(with: UInt8(ascii: "]"), isFirst: &isFirst, in: bytes) {
                elements.append(try PayloadValue(reading: &cursor, in: bytes))
            }
            self = .array(elements)
        case UInt8(ascii: "{"):
            try cursor.expect(UInt8(ascii: "{"), in: bytes)
            var members: [Member] = []
            var isFirst = true
            while try !cursor.closes(with: UInt8(ascii: "}"), isFirst: &isFirst, in: bytes) {
                let name = try cursor.value(depth: 1, in: bytes).string(in: bytes) ?? ""
                cursor.skipWhitespace(in: bytes)
                try cursor.expect(UInt8(ascii: ":"), in: bytes)
                members.append(Member(name: name, value: try PayloadValue(reading: &cursor, in: bytes)))
            }
            self = .object(members)
        default:
            self = PayloadValue(try cursor.value(depth: 1, in: bytes), in: bytes)
        }
    }
}
