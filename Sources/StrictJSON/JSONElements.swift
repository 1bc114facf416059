/// The elements of an array that ``JSONObject`` has validated.
package struct JSONElements {
    private var cursor: JSONCursor
    private var isFirst = true

    /// - Parameter array: An array of the text that is later passed to ``next(in:)``.
    package init(of array: JSONSlice) {
        self.cursor = JSONCursor(at: array.range.lowerBound + 1, maximumDepth: .max)
    }

    /// Returns the next element, or nothing when there is none.
    package mutating func next(in bytes: Span<UInt8>) -> JSONSlice? {
        do throws(JSONFault) {
            if try self.cursor.closes(with: UInt8(ascii: "]"), isFirst: &self.isFirst, in: bytes) { return nil }
            return try self.cursor.value(depth: 1, in: bytes)
        } catch {
            return nil
        }
    }
}
