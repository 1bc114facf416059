/// Checks a JSON text and finds the members of the object that it is.
///
/// It keeps a list of what is open and does not call itself, so that no depth is too deep for the stack.
struct JSONReader {
    private enum Container { case object, array }

    private let bytes: [UInt8]
    private var position = 0
    private var open: [Container] = []

    /// The name of the outermost object's member that is being read.
    private var name: [UInt8] = []

    /// Makes a reader of a text that is known to be UTF-8.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the whole text.
    ///
    /// - Parameter member: Called for each member of the outermost object, with its value if that is a text.
    /// - Throws: ``MalformedInput`` if it is no JSON text.
    mutating func read(_ member: (_ name: [UInt8], _ text: [UInt8]?) -> Void) throws(MalformedInput) {
        repeat {
            let isMember = self.open.count == 1 && self.open.last == .object
            if let container = self.readOpening() {
                if isMember { member(self.name, nil) }
                self.open.append(container)
                guard self.isAtClosing(of: container) else {
                    if container == .object { try self.readName() }
                    continue
                }
            } else {
                let text = try self.readScalar()
                if isMember { member(self.name, text) }
            }
            guard try self.readUntilNextValue() else { return }
        } while true
    }

    /// Reads what ends and separates values, and returns whether there is another one.
    private mutating func readUntilNextValue() throws(MalformedInput) -> Bool {
        while let container = self.open.last {
            if self.isAtClosing(of: container) {
                self.position += 1
                self.open.removeLast()
                continue
            }
            try self.read(",")
            if container == .object { try self.readName() }
            return true
        }
        self.skipSpace()
        guard self.position == self.bytes.count else { throw MalformedInput() }
        return false
    }

    private mutating func readOpening() -> Container? {
        self.skipSpace()
        let container: Container
        switch self.next {
        case UInt8(ascii: "{"): container = .object
        case UInt8(ascii: "["): container = .array
        default: return nil
        }
        self.position += 1
        return container
    }

    private mutating func isAtClosing(of container: Container) -> Bool {
        self.skipSpace()
        return self.next == (container == .object ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }

    private mutating func readName() throws(MalformedInput) {
        self.skipSpace()
        let name = try self.readString()
        if self.open.count == 1 { self.name = name }
        self.skipSpace()
        try self.read(":")
    }

    /// Reads a value that holds no others, and returns it if it is a text.
    private mutating func readScalar() throws(MalformedInput) -> [UInt8]? {
        switch self.next {
        case UInt8(ascii: "\""): return try self.readString()
        case UInt8(ascii: "t"): try self.read("true")
        case UInt8(ascii: "f"): try self.read("false")
        case UInt8(ascii: "n"): try self.read("null")
        default: try self.readNumber()
        }
        return nil
    }

    // MARK: Numbers (RFC 8259 section 6)

    private mutating func readNumber() throws(MalformedInput) {
        self.skip("-")
        if !self.skip("0") { try self.readDigits() }
        if self.skip(".") { try self.readDigits() }
        if self.skip("e") || self.skip("E") {
            if !self.skip("+") { self.skip("-") }
            try self.readDigits()
        }
    }

    private mutating func readDigits() throws(MalformedInput) {
        let start = self.position
        while let next = self.next, 0x30...0x39 ~= next { self.position += 1 }
        guard self.position > start else { throw MalformedInput() }
    }

    // MARK: Texts (RFC 8259 section 7)

    private mutating func readString() throws(MalformedInput) -> [UInt8] {
        try self.read("\"")
        var text: [UInt8] = []
        while let byte = self.next {
            self.position += 1
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"): text += try self.readEscape()
            case 0x00..<0x20: throw MalformedInput()
            default: text.append(byte)
            }
        }
        throw MalformedInput()
    }

    private mutating func readEscape() throws(MalformedInput) -> [UInt8] {
        let escape = self.next
        self.position += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return escape.map { [$0] } ?? []
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try self.readCodePoint()
        default: throw MalformedInput()
        }
    }

    private mutating func readCodePoint() throws(MalformedInput) -> [UInt8] {
        let first = try self.readCodeUnit()
        var codePoint = first
        if 0xD800...0xDBFF ~= first {
            try self.read("\\u")
            let second = try self.readCodeUnit()
            guard 0xDC00...0xDFFF ~= second else { throw MalformedInput() }
            codePoint = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(codePoint) else { throw MalformedInput() }
        return Array(String(scalar).utf8)
    }

    private mutating func readCodeUnit() throws(MalformedInput) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = self.next.flatMap(HexDigit.value) else { throw MalformedInput() }
            self.position += 1
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    // MARK: Characters

    private var next: UInt8? {
        self.position < self.bytes.count ? self.bytes[self.position] : nil
    }

    private mutating func skipSpace() {
        while let next = self.next, next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0D { self.position += 1 }
    }

    @discardableResult
    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard self.next == UInt8(ascii: character) else { return false }
        self.position += 1
        return true
    }

    private mutating func read(_ word: StaticString) throws(MalformedInput) {
        for character in word.description.utf8 {
            guard self.next == character else { throw MalformedInput() }
            self.position += 1
        }
    }
}
