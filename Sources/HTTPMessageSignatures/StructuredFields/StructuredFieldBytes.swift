/// The text of a structured field, as the parser reads it fastest.
///
/// The parser is generic and compiled without knowing what it reads, so it asks for each byte through the witnesses of a
/// collection. An array's witnesses are generic as well, and allocate for each byte; those of this type do not.
struct StructuredFieldBytes: RandomAccessCollection {
    private let bytes: [UInt8]
    let startIndex: Int
    let endIndex: Int

    init(_ bytes: [UInt8]) {
        self.init(bytes, in: bytes.indices)
    }

    private init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        self.startIndex = range.lowerBound
        self.endIndex = range.upperBound
    }

    subscript(position: Int) -> UInt8 { self.bytes[position] }

    subscript(bounds: Range<Int>) -> Self { Self(self.bytes, in: bounds) }

    /// Lets a `String` be made from the bytes without a copy between.
    func withContiguousStorageIfAvailable<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R? {
        try unsafe self.bytes[self.startIndex..<self.endIndex].withContiguousStorageIfAvailable(body)
    }
}
