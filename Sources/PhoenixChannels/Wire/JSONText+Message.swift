import StrictJSON

extension JSONText {
    /// Reads the text of a message.
    init(message bytes: [UInt8]) throws(WireFault) {
        do throws(JSONFault) {
            try self.init(parsing: bytes, maximumDepth: WireLimits.depth)
        } catch {
            throw WireFault(error)
        }
    }
}

extension MessageRef {
    /// Takes a ref as it stands in a message.
    init(_ slice: JSONSlice, in bytes: Span<UInt8>) throws(WireFault) {
        guard slice.range.count <= WireLimits.nameBytes else { throw .refTooLong }
        self.init(json: bytes.text(slice.quotedRange))
    }
}

extension JSONSlice {
    /// The bytes of the value; of a string, those with its quotes.
    var quotedRange: Range<Int> {
        self.isString ? self.range.lowerBound - 1..<self.range.upperBound + 1 : self.range
    }
}

extension JSONWriter {
    mutating func write(_ text: [UInt8], _ slice: JSONSlice) {
        self.write(raw: text[slice.quotedRange])
    }

    /// Writes the payload of a reply.
    mutating func write(_ status: ReplyStatus, _ text: [UInt8], _ slice: JSONSlice) {
        self.write(raw: "{\"response\":")
        self.write(text, slice)
        self.write(raw: ",\"status\":")
        self.write(string: status.rawValue)
        self.write(raw: "}")
    }
}
