/// Writes JSON text as RFC 8259 has it, with nothing escaped that need not be.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(raw text: some Collection<UInt8>) {
        self.bytes.append(contentsOf: text)
    }

    mutating func write(raw text: StaticString) {
        unsafe self.bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func write(string: String) {
        self.bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): self.bytes += [UInt8(ascii: "\\"), byte]
            case 0x08: self.write(raw: "\\b")
            case 0x09: self.write(raw: "\\t")
            case 0x0A: self.write(raw: "\\n")
            case 0x0C: self.write(raw: "\\f")
            case 0x0D: self.write(raw: "\\r")
            case 0..<0x20: self.bytes += "\\u00".utf8 + [0x30 + byte >> 4, Self.digit(byte & 0xF)]
            default: self.bytes.append(byte)
            }
        }
        self.bytes.append(UInt8(ascii: "\""))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x57 + value
    }

    mutating func write(_ value: PayloadValue) {
        switch value {
        case .null: self.write(raw: "null")
        case .boolean(let boolean): self.write(raw: boolean ? "true" : "false")
        case .number(let number): self.write(raw: number.literal.utf8)
        case .string(let string): self.write(string: string)
        case .array(let elements):
            self.write(raw: "[")
            for (index, element) in elements.enumerated() {
                if index > 0 { self.write(raw: ",") }
                self.write(element)
            }
            self.write(raw: "]")
        case .object(let members):
            self.write(raw: "{")
            for (index, member) in members.enumerated() {
                if index > 0 { self.write(raw: ",") }
                self.write(string: member.name)
                self.write(raw: ":")
                self.write(member.value)
            }
            self.write(raw: "}")
        }
    }
}
