extension Span<UInt8> {
    /// Returns the text of a range that is known to be UTF-8.
    func text(_ range: Range<Int>) -> String {
        String(decoding: self.bytes(range), as: UTF8.self)
    }

    /// Returns a copy of a range.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        [UInt8](capacity: range.count) { (output: inout OutputSpan<UInt8>) in
            for index in range { output.append(self[index]) }
        }
    }
}
