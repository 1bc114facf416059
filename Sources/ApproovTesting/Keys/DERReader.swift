/// Reads DER (X.690 section 10) in place: one element after the other.
///
/// Whatever is not DER ends the reading; nothing of it can trap.
package struct DERReader: Sendable {
    /// The tags that keys and certificates need.
    package enum Tag: UInt8, Sendable {
        case integer = 0x02
        case bitString = 0x03
        case objectIdentifier = 0x06
        case utf8String = 0x0C
        case printableString = 0x13
        case ia5String = 0x16
        case utcTime = 0x17
        case generalizedTime = 0x18
        case sequence = 0x30
        case set = 0x31
        case explicit0 = 0xA0
    }

    /// A tag, and what stands behind it.
    package struct Element: Sendable {
        package let tag: UInt8
        package let content: ArraySlice<UInt8>
        /// The content with its tag and its length.
        package let encoding: ArraySlice<UInt8>
    }

    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) {
        self.rest = bytes
    }

    package var isAtEnd: Bool { self.rest.isEmpty }

    /// Returns the next element, or nothing if there is none.
    package mutating func next() -> Element? {
        guard let tag = self.rest.first, tag & 0x1F != 0x1F else { return nil }
        var header = self.rest.dropFirst()
        guard let first = header.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            guard 1...4 ~= first & 0x7F, header.count >= Int(first & 0x7F) else { return nil }
            length = header.prefix(Int(first & 0x7F)).reduce(0) { $0 << 8 | Int($1) }
            header = header.dropFirst(Int(first & 0x7F))
        }
        guard length <= header.count else { return nil }
        let content = header.prefix(length)
        let encoding = self.rest[self.rest.startIndex..<content.endIndex]
        self.rest = header.dropFirst(length)
        return Element(tag: tag, content: content, encoding: encoding)
    }

    /// Returns the next element if it has this tag; otherwise it stays where it is.
    package mutating func next(_ tag: Tag) -> Element? {
        guard self.rest.first == tag.rawValue else { return nil }
        return self.next()
    }
}
