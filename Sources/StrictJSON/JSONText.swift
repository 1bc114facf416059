/// A JSON value of any kind, read strictly in one pass; what is in it is found, not made, until somebody asks for it.
///
/// It is as strict as ``JSONObject``.
package struct JSONText: Sendable {
    /// The text in which the slices of this value stand.
    package let bytes: [UInt8]

    /// The value.
    package let root: JSONSlice

    /// The elements of the value, if it is an array.
    package let elements: [JSONSlice]

    package init(parsing bytes: [UInt8], maximumDepth: Int) throws(JSONFault) {
        let text = bytes.span
        var cursor = JSONCursor(at: 0, maximumDepth: maximumDepth)
        cursor.skipWhitespace(in: text)
        let start = cursor.position
        if start < text.count, text[start] == UInt8(ascii: "[") {
            self.elements = try cursor.elements(in: text)
            self.root = JSONSlice(kind: .array, range: start..<cursor.position)
        } else {
            self.elements = []
            self.root = try cursor.value(depth: 0, in: text)
        }
        cursor.skipWhitespace(in: text)
        guard cursor.position == text.count else { throw .syntax }
        self.bytes = bytes
    }
}
