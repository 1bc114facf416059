extension RequestFields {
    private static let maximumParts = 1000
    private static let maximumHeaderLines = 16
    private static let maximumHeaderLength = 4096

    /// Reads a body of several parts (`multipart/form-data`, RFC 7578), of which those count that are no files.
    ///
    /// - Throws: ``MalformedInput`` if a part has no end or no name, if there are too many, or if a text is not UTF-8.
    init(multipart body: [UInt8], boundary: String) throws(MalformedInput) {
        let dashes = Array("--\(boundary)".utf8)
        let delimiter: [UInt8] = [0x0D, 0x0A] + dashes
        guard 1...70 ~= boundary.utf8.count, !boundary.utf8.contains(0x0D) else { throw MalformedInput() }
        var rest = body[...]
        if rest.starts(with: dashes) {
            rest.removeFirst(dashes.count)
        } else {
            _ = try Self.take(&rest, until: delimiter)
        }
        for _ in 0..<Self.maximumParts {
            if rest.starts(with: "--".utf8) { return }
            guard try Self.take(&rest, until: [0x0D, 0x0A]).isEmpty else { throw MalformedInput() }
            let disposition = try Self.disposition(&rest)
            guard let name = disposition[parameter: "name"] else { throw MalformedInput() }
            let isFile = disposition[parameter: "filename"] != nil || disposition[parameter: "filename*"] != nil
            let text = String(validating: try Self.take(&rest, until: delimiter), as: UTF8.self)
            guard isFile || text != nil else { throw MalformedInput() }
            if let name = Name(rawValue: name) { self.set(name, to: isFile ? nil : text) }
        }
        throw MalformedInput()
    }

    /// Reads the header of a part with the empty line behind it.
    private static func disposition(_ rest: inout ArraySlice<UInt8>) throws(MalformedInput) -> ParameterizedValue {
        var disposition: ParameterizedValue?
        for _ in 0..<self.maximumHeaderLines {
            let line = try self.take(&rest, until: [0x0D, 0x0A])
            if line.isEmpty {
                guard let disposition else { throw MalformedInput() }
                return disposition
            }
            guard line.count <= self.maximumHeaderLength, let text = String(validating: line, as: UTF8.self),
                let colon = text.firstIndex(of: ":")
            else { throw MalformedInput() }
            guard text[..<colon].lowercased() == "content-disposition" else { continue }
            let value = ParameterizedValue(String(text[text.index(after: colon)...]))
            guard let value, value.value == "form-data", disposition == nil else { throw MalformedInput() }
            disposition = value
        }
        throw MalformedInput()
    }

    /// Takes what comes before a delimiter, and the delimiter, in time proportional to its length.
    ///
    /// A delimiter begins with CR and has no other, so that after a mismatch nothing need be read again.
    private static func take(
        _ rest: inout ArraySlice<UInt8>,
        until delimiter: [UInt8]
    ) throws(MalformedInput) -> ArraySlice<UInt8> {
        var start = rest.startIndex
        while let candidate = rest[start...].firstIndex(of: 0x0D) {
            var matched = 1
            while matched < delimiter.count, candidate + matched < rest.endIndex,
                rest[candidate + matched] == delimiter[matched]
            {
                matched += 1
            }
            start = candidate + matched
            if matched == delimiter.count {
                let content = rest[..<candidate]
                rest = rest[start...]
                return content
            }
        }
        throw MalformedInput()
    }
}
