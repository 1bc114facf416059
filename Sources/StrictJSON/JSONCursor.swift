/// The grammar of RFC 8259: a position in a text that moves over one well-formed thing at a time.
package struct JSONCursor {
    /// Most headers and payloads have fewer members.
    private static let usualMembers = 8

    private let maximumDepth: Int
    package private(set) var position: Int

    package init(at position: Int, maximumDepth: Int) {
        self.position = position
        self.maximumDepth = maximumDepth
    }

    /// Reads the rest of an object, whose opening brace has been read, that stands inside `depth` - 1 others.
    mutating func members(depth: Int, in bytes: Span<UInt8>) throws(JSONFault) -> [JSONMember] {
        guard depth <= self.maximumDepth else { throw .depth }
        var members: [JSONMember] = []
        members.reserveCapacity(Self.usualMembers)
        var names = JSONNames()
        var isFirst = true
        while try !self.closes(with: UInt8(ascii: "}"), isFirst: &isFirst, in: bytes) {
            self.skipWhitespace(in: bytes)
            try self.expect(UInt8(ascii: "\""), in: bytes)
            let name = JSONName(try self.string(in: bytes), in: bytes)
            guard names.insert(name, after: members, in: bytes) else { throw .duplicateName }
            self.skipWhitespace(in: bytes)
            try self.expect(UInt8(ascii: ":"), in: bytes)
            members.append(JSONMember(name: name, value: try self.value(depth: depth, in: bytes)))
        }
        return members
    }

    /// Reads a value that stands inside `depth` objects and arrays.
    package mutating func value(depth: Int, in bytes: Span<UInt8>) throws(JSONFault) -> JSONSlice {
        self.skipWhitespace(in: bytes)
        guard self.position < bytes.count else { throw .syntax }
        let start = self.position
        switch bytes[start] {
        case UInt8(ascii: "\""):
            self.position += 1
            return try self.string(in: bytes)
        case UInt8(ascii: "{"):
            self.position += 1
            _ = try self.members(depth: depth + 1, in: bytes)
            return JSONSlice(kind: .object, range: start..<self.position)
        case UInt8(ascii: "["):
            self.position += 1
            try self.array(depth: depth + 1, in: bytes)
            return JSONSlice(kind: .array, range: start..<self.position)
        case UInt8(ascii: "t"):
            try self.word("true", in: bytes)
            return JSONSlice(kind: .true, range: start..<self.position)
        case UInt8(ascii: "f"):
            try self.word("false", in: bytes)
            return JSONSlice(kind: .false, range: start..<self.position)
        case UInt8(ascii: "n"):
            try self.word("null", in: bytes)
            return JSONSlice(kind: .null, range: start..<self.position)
        default:
            try self.number(in: bytes)
            return JSONSlice(kind: .number, range: start..<self.position)
        }
    }

    /// Reads an array, at whose bracket the cursor stands, and that stands inside nothing.
    mutating func elements(in bytes: Span<UInt8>) throws(JSONFault) -> [JSONSlice] {
        guard self.maximumDepth > 0 else { throw .depth }
        self.position += 1
        var elements: [JSONSlice] = []
        var isFirst = true
        while try !self.closes(with: UInt8(ascii: "]"), isFirst: &isFirst, in: bytes) {
            elements.append(try self.value(depth: 1, in: bytes))
        }
        return elements
    }

    private mutating func array(depth: Int, in bytes: Span<UInt8>) throws(JSONFault) {
        guard depth <= self.maximumDepth else { throw .depth }
        var isFirst = true
        while try !self.closes(with: UInt8(ascii: "]"), isFirst: &isFirst, in: bytes) {
            _ = try self.value(depth: depth, in: bytes)
        }
    }

    /// Reads what stands before an element: the end, or, unless it is the first element, a comma.
    @inline(__always)
    package mutating func closes(
        with end: UInt8,
        isFirst: inout Bool,
        in bytes: Span<UInt8>
    ) throws(JSONFault) -> Bool {
        self.skipWhitespace(in: bytes)
        guard self.position < bytes.count else { throw .syntax }
        if bytes[self.position] == end {
            self.position += 1
            return true
        }
        if !isFirst { try self.expect(UInt8(ascii: ","), in: bytes) }
        isFirst = false
        return false
    }

    /// Reads the rest of a string, whose opening quote has been read, with its closing quote.
    @inline(__always)
    private mutating func string(in bytes: Span<UInt8>) throws(JSONFault) -> JSONSlice {
        let start = self.position
        let end = bytes.endOfPlainText(from: start)
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return try self.unusualString(in: bytes) }
        self.position = end + 1
        return JSONSlice(kind: .plainString, range: start..<end)
    }

    /// Reads the rest of a string in which there may be anything.
    private mutating func unusualString(in bytes: Span<UInt8>) throws(JSONFault) -> JSONSlice {
        let start = self.position
        var kind = JSONSlice.Kind.plainString
        while self.position < bytes.count {
            switch bytes[self.position] {
            case UInt8(ascii: "\""):
                let end = self.position
                self.position += 1
                return JSONSlice(kind: kind, range: start..<end)
            case UInt8(ascii: "\\"):
                kind = .escapedString
                try self.escape(in: bytes)
            case 0x00...0x1F:
                throw .syntax
            case 0x20...0x7F:
                self.position += 1
            default:
                guard let length = UTF8Sequence.length(at: self.position, in: bytes) else { throw .text }
                self.position += length
            }
        }
        throw .syntax
    }

    /// Reads one escape, or the two of a surrogate pair.
    private mutating func escape(in bytes: Span<UInt8>) throws(JSONFault) {
        self.position += 1
        guard self.position < bytes.count else { throw .syntax }
        switch bytes[self.position] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            self.position += 1
        case UInt8(ascii: "u"):
            switch try self.codeUnit(in: bytes) {
            case 0xD800...0xDBFF:
                try self.expect(UInt8(ascii: "\\"), in: bytes, else: .text)
                guard self.position < bytes.count, bytes[self.position] == UInt8(ascii: "u") else { throw .text }
                guard case 0xDC00...0xDFFF = try self.codeUnit(in: bytes) else { throw .text }
            case 0xDC00...0xDFFF:
                throw .text
            default:
                break
            }
        default:
            throw .syntax
        }
    }

    /// Reads a `u` and four hexadecimal digits.
    private mutating func codeUnit(in bytes: Span<UInt8>) throws(JSONFault) -> UInt16 {
        guard let unit = HexDigits.codeUnit(at: self.position + 1, in: bytes) else { throw .syntax }
        self.position += 5
        return unit
    }

    private mutating func number(in bytes: Span<UInt8>) throws(JSONFault) {
        if self.accept(UInt8(ascii: "-"), in: bytes) {}
        if !self.accept(UInt8(ascii: "0"), in: bytes) { try self.digits(in: bytes) }
        if self.accept(UInt8(ascii: "."), in: bytes) { try self.digits(in: bytes) }
        if self.accept(UInt8(ascii: "e"), in: bytes) || self.accept(UInt8(ascii: "E"), in: bytes) {
            if !self.accept(UInt8(ascii: "+"), in: bytes) { _ = self.accept(UInt8(ascii: "-"), in: bytes) }
            try self.digits(in: bytes)
        }
    }

    private mutating func digits(in bytes: Span<UInt8>) throws(JSONFault) {
        let start = self.position
        while self.position < bytes.count, 0x30...0x39 ~= bytes[self.position] { self.position += 1 }
        guard self.position > start else { throw .syntax }
    }

    private mutating func word(_ word: StaticString, in bytes: Span<UInt8>) throws(JSONFault) {
        let count = word.utf8CodeUnitCount
        guard count <= bytes.count - self.position else { throw .syntax }
        for index in 0..<count {
            let expected = unsafe word.utf8Start[index]
            guard bytes[self.position + index] == expected else { throw .syntax }
        }
        self.position += count
    }

    @inline(__always)
    package mutating func skipWhitespace(in bytes: Span<UInt8>) {
        while self.position < bytes.count, bytes[self.position] <= 0x20 {
            switch bytes[self.position] {
            case 0x20, 0x09, 0x0A, 0x0D: self.position += 1
            default: return
            }
        }
    }

    @inline(__always)
    private mutating func accept(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
        guard self.position < bytes.count, bytes[self.position] == byte else { return false }
        self.position += 1
        return true
    }

    @inline(__always)
    package mutating func expect(
        _ byte: UInt8,
        in bytes: Span<UInt8>,
        else fault: JSONFault = .syntax
    ) throws(JSONFault) {
        guard self.accept(byte, in: bytes) else { throw fault }
    }
}
