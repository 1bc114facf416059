/// A JSON object, read strictly in one pass; its values are found, not made, until somebody asks for them.
///
/// Every byte is checked, also of the members that nobody asks for: RFC 8259 grammar, UTF-8, no byte order mark, no lone
/// surrogate, no duplicate name at any depth, bounded depth, nothing after the object.
package struct JSONObject: Sendable {
    /// The text in which every slice of this object stands.
    package let bytes: [UInt8]

    /// The members in the order in which they were written.
    package let members: [JSONMember]

    package init(parsing bytes: [UInt8], maximumDepth: Int) throws(JSONFault) {
        guard maximumDepth > 0 else { throw .depth }
        let text = bytes.span
        var cursor = JSONCursor(at: 0, maximumDepth: maximumDepth)
        cursor.skipWhitespace(in: text)
        try cursor.expect(UInt8(ascii: "{"), in: text)
        self.members = try cursor.members(depth: 1, in: text)
        cursor.skipWhitespace(in: text)
        guard cursor.position == text.count else { throw .syntax }
        self.bytes = bytes
    }

    /// Returns the value of the member with this name of at most seven bytes.
    @inlinable
    @inline(__always)
    package subscript(name: StaticString) -> JSONSlice? {
        self.value(forKey: JSONName.key(name))
    }

    @usableFromInline
    func value(forKey key: UInt64) -> JSONSlice? {
        for member in self.members where member.name.key == key { return member.value }
        return nil
    }

    /// Returns the value of the member with this name.
    package func value(named name: String) -> JSONSlice? {
        let text = self.bytes.span
        for member in self.members where member.name.isEqual(to: name, in: text) { return member.value }
        return nil
    }

    /// The names of all members, as they were written.
    package var names: [String] {
        self.members.map { $0.name.string(in: self.bytes.span) }
    }

    /// The number that the member with this name of at most seven bytes holds, if it is one and finite.
    package func number(_ name: StaticString) -> Double? {
        self[name]?.number(in: self.bytes.span)
    }

    /// The string that the member with this name of at most seven bytes holds, if it is one.
    package func string(_ name: StaticString) -> String? {
        self[name]?.string(in: self.bytes.span)
    }

    /// The strings that the member with this name of at most seven bytes holds: those of an array, or its only one.
    ///
    /// Nothing if the member is something else, or an array in which there is something else.
    package func strings(_ name: StaticString) -> [String]? {
        guard let slice = self[name] else { return nil }
        let text = self.bytes.span
        guard slice.kind == .array else { return slice.string(in: text).map { [$0] } }
        var elements = JSONElements(of: slice)
        var strings: [String] = []
        while let element = elements.next(in: text) {
            guard let string = element.string(in: text) else { return nil }
            strings.append(string)
        }
        return strings
    }
}
