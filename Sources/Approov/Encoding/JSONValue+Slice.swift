import StrictJSON

extension JSONValue {
    /// Makes a value of a slice that ``JSONObject`` has validated; so its depth is bounded.
    init(_ slice: JSONSlice, in bytes: Span<UInt8>) {
        switch slice.kind {
        case .null: self = .null
        case .true: self = .boolean(true)
        case .false: self = .boolean(false)
        case .number: self = .number(slice.number(in: bytes) ?? .infinity)
        case .plainString, .escapedString: self = .string(slice.string(in: bytes) ?? "")
        case .array: self = .array(Self.elements(of: slice, in: bytes))
        case .object: self = .object(Self.members(of: slice, in: bytes))
        }
    }

    private static func elements(of array: JSONSlice, in bytes: Span<UInt8>) -> [JSONValue] {
        var elements = JSONElements(of: array)
        var values: [JSONValue] = []
        while let element = elements.next(in: bytes) { values.append(JSONValue(element, in: bytes)) }
        return values
    }

    private static func members(of object: JSONSlice, in bytes: Span<UInt8>) -> [Member] {
        object.members(in: bytes).map {
            Member(name: $0.name.string(in: bytes), value: JSONValue($0.value, in: bytes))
        }
    }
}
