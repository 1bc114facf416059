#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Bytes in one piece, as swift-crypto takes them.
///
/// swift-crypto asks for a collection of regions, and walks through it with generic code of the standard library that finds out
/// at run time, for each message, what a collection of one consists of. This one leaves nothing to find out.
///
/// It is valid as long as the bytes are.
@unsafe
struct OneRegion: @unsafe DataProtocol, @unsafe ContiguousBytes {
    let bytes: UnsafeRawBufferPointer

    /// The only region.
    @unsafe
    struct Regions: @unsafe BidirectionalCollection, @unsafe IteratorProtocol {
        private let region: OneRegion
        private var isPassed = false

        init(_ region: OneRegion) {
            unsafe self.region = region
        }

        var startIndex: Int { 0 }
        var endIndex: Int { 1 }
        var count: Int { 1 }
        subscript(position: Int) -> OneRegion { unsafe self.region }
        func index(after index: Int) -> Int { index + 1 }
        func index(before index: Int) -> Int { index - 1 }

        mutating func next() -> OneRegion? {
            guard unsafe !self.isPassed else { return nil }
            unsafe self.isPassed = true
            return unsafe self.region
        }
    }

    var regions: Regions { unsafe Regions(self) }
    var startIndex: Int { 0 }
    var endIndex: Int { unsafe self.bytes.count }
    subscript(position: Int) -> UInt8 { unsafe self.bytes[position] }
    subscript(bounds: Range<Int>) -> Slice<OneRegion> { unsafe Slice(base: self, bounds: bounds) }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try unsafe body(self.bytes)
    }
}
