extension PayloadValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// Takes a string.
    public init(stringLiteral value: String) { self = .string(value) }

    /// Takes an integer.
    public init(integerLiteral value: Int) { self = .number(PayloadNumber(value)) }

    /// Takes a truth value.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }

    /// Takes the elements of an array.
    public init(arrayLiteral elements: PayloadValue...) { self = .array(elements) }

    /// Takes the members of an object.
    public init(dictionaryLiteral members: (String, PayloadValue)...) {
        self = .object(members.map { Member(name: $0.0, value: $0.1) })
    }

    /// Takes `null`.
    public init(nilLiteral: ()) { self = .null }
}
