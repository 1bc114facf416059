extension JSONSlice {
    /// Returns the UTF-8 text of a string with its escapes resolved.
    ///
    /// The slice has been validated by ``JSONObject``, so every escape is complete.
    package func unescaped(in bytes: Span<UInt8>) -> [UInt8] {
        guard self.kind == .escapedString else { return self.copied(from: bytes) }
        var text: [UInt8] = []
        text.reserveCapacity(self.range.count)
        var position = self.range.lowerBound
        while position < self.range.upperBound {
            let byte = bytes[position]
            guard byte == UInt8(ascii: "\\"), position + 1 < self.range.upperBound else {
                text.append(byte)
                position += 1
                continue
            }
            switch bytes[position + 1] {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                let (scalar, length) = Self.scalar(at: position, in: bytes)
                text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
                position += length - 2
            case let literal: text.append(literal)
            }
            position += 2
        }
        return text
    }

    private func copied(from bytes: Span<UInt8>) -> [UInt8] {
        unsafe bytes.extracting(self.range).withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// Returns the scalar that the escape at the position spells, and how many bytes it takes.
    private static func scalar(at position: Int, in bytes: Span<UInt8>) -> (Unicode.Scalar, Int) {
        let high = HexDigits.codeUnit(at: position + 2, in: bytes) ?? 0xFFFD
        guard UTF16.isLeadSurrogate(high), let low = HexDigits.codeUnit(at: position + 8, in: bytes) else {
            return (Unicode.Scalar(high) ?? "\u{FFFD}", 6)
        }
        let value = 0x10000 + (UInt32(high) & 0x3FF) << 10 + UInt32(low) & 0x3FF
        return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
    }

    /// Returns the text of a string.
    package func string(in bytes: Span<UInt8>) -> String? {
        switch self.kind {
        case .plainString:
            unsafe bytes.extracting(self.range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        case .escapedString:
            String(decoding: self.unescaped(in: bytes), as: UTF8.self)
        default:
            nil
        }
    }

    /// Returns whether this is a string of exactly these bytes.
    package func isString(_ text: String, in bytes: Span<UInt8>) -> Bool {
        guard self.kind == .plainString else {
            return self.kind == .escapedString && self.unescaped(in: bytes).elementsEqual(text.utf8)
        }
        let text = text.utf8
        guard self.range.count == text.count else { return false }
        var position = self.range.lowerBound
        for byte in text {
            guard bytes[position] == byte else { return false }
            position += 1
        }
        return true
    }

    /// Returns the members of an object, and none of anything else.
    ///
    /// The slice has been validated, so its depth is bounded.
    package func members(in bytes: Span<UInt8>) -> [JSONMember] {
        guard self.kind == .object else { return [] }
        var cursor = JSONCursor(at: self.range.lowerBound + 1, maximumDepth: .max)
        let members = try? cursor.members(depth: 1, in: bytes)
        return members ?? []
    }

    /// Returns the number, if it is one and finite.
    package func number(in bytes: Span<UInt8>) -> Double? {
        guard self.kind == .number else { return nil }
        if let exact = self.shortDecimal(in: bytes) { return exact }
        var text = ""
        for index in self.range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// Returns a number without sign and exponent and with few digits, for which no general algorithm is needed: both the
    /// digits and the power of ten are exact as `Double`, so that one division rounds correctly.
    private func shortDecimal(in bytes: Span<UInt8>) -> Double? {
        guard self.range.count <= 18 else { return nil }
        let text = bytes.extracting(self.range)
        var digits: UInt64 = 0
        var point: Int?
        var index = 0
        while index < text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            if digit < 10 {
                digits = digits &* 10 &+ UInt64(digit)
            } else if text[index] == UInt8(ascii: ".") {
                point = index
            } else {
                return nil
            }
            index &+= 1
        }
        var scale = 1.0
        if let point { for _ in (point + 1)..<text.count { scale *= 10 } }
        return digits <= 1 << 53 ? Double(digits) / scale : nil
    }
}
