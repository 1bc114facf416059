import StrictJSON

/// What a message carries: a JSON value, nearly always an object, or bytes.
///
/// It holds JSON as text and reads it when asked, so that a message which is only passed on is not taken apart.
///
/// ```swift
/// let reply: Payload = ["id": 7, "name": "square"]
/// let name = payload["name"]?.string
/// ```
///
/// Bytes need version 2 of the protocol; sockets of version 1 do not get messages that carry them.
public struct Payload: Sendable {
    enum Content: Sendable {
        /// A value, and where it stands in a text.
        case json(JSONSlice, in: [UInt8], members: [JSONMember])
        case binary([UInt8])
    }

    let content: Content

    /// Takes a value that has been read; of an object, its members are found now and their values when they are asked for.
    init(_ text: [UInt8], _ slice: JSONSlice) {
        self.content = .json(slice, in: text, members: slice.members(in: text.span))
    }

    /// An empty object.
    public static let empty = Payload(.object([]))

    /// Takes a JSON value.
    public init(_ value: PayloadValue) {
        var writer = JSONWriter()
        writer.write(value)
        let kind: JSONSlice.Kind =
            switch value {
            case .null: .null
            case .boolean(let boolean): boolean ? .true : .false
            case .number: .number
            case .string: .escapedString
            case .array: .array
            case .object: .object
            }
        let end = writer.bytes.count
        // The slice of a string is what stands between its quotes.
        let range = kind == .escapedString ? 1..<end - 1 : 0..<end
        self.init(writer.bytes, JSONSlice(kind: kind, range: range))
    }

    /// Takes bytes.
    public init(binary bytes: [UInt8]) {
        self.content = .binary(bytes)
    }

    /// Reads a JSON text, strictly.
    ///
    /// - Throws: ``WireFault`` if it is none.
    public init(json text: [UInt8]) throws(WireFault) {
        do throws(JSONFault) {
            let json = try JSONText(parsing: text, maximumDepth: WireLimits.depth)
            self.init(json.bytes, json.root)
        } catch {
            throw WireFault(error)
        }
    }

    /// The bytes, if it carries bytes.
    public var binary: [UInt8]? {
        if case .binary(let bytes) = self.content { bytes } else { nil }
    }

    /// The JSON value, if it carries one.
    ///
    /// This reads all of it; for one member of an object, use the subscript.
    public var value: PayloadValue? {
        guard case .json(let slice, let text, _) = self.content else { return nil }
        return PayloadValue(slice, in: text.span)
    }

    /// Returns the value of the member with this name, if it carries an object that has one.
    public subscript(name: String) -> PayloadValue? {
        self.slice(named: name).map { slice, text in PayloadValue(slice, in: text.span) }
    }

    /// Returns the text of the member with this name, if it carries an object that has one, and it is a string.
    ///
    /// It looks no further at anything else, however large: ask for what a client sent in this way if you want only text.
    public func string(named name: String) -> String? {
        self.slice(named: name).flatMap { slice, text in slice.string(in: text.span) }
    }

    /// Returns whether it carries an object that has a member with this name.
    public func contains(_ name: String) -> Bool {
        self.slice(named: name) != nil
    }

    private func slice(named name: String) -> (JSONSlice, in: [UInt8])? {
        guard case .json(_, let text, let members) = self.content else { return nil }
        for member in members where member.name.isEqual(to: name, in: text.span) { return (member.value, text) }
        return nil
    }

    /// The length of the text in which it stands, or of its bytes.
    var byteCount: Int {
        switch self.content {
        case .json(_, let text, _): text.count
        case .binary(let bytes): bytes.count
        }
    }

    /// The JSON text, if it carries JSON.
    public var json: [UInt8]? {
        guard case .json(let slice, let text, _) = self.content else { return nil }
        return text.span.bytes(slice.quotedRange)
    }
}

extension Payload: ExpressibleByDictionaryLiteral {
    /// Takes the members of an object.
    ///
    /// A name must not be there twice.
    public init(dictionaryLiteral members: (String, PayloadValue)...) {
        self.init(.object(members.map { PayloadValue.Member(name: $0.0, value: $0.1) }))
    }
}
