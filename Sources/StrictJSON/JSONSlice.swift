/// A validated value and where it stands, not yet made into anything.
package struct JSONSlice: Sendable, Hashable {
    /// What stands there.
    package enum Kind: Sendable {
        case null, `true`, `false`, number, object, array
        /// A string whose bytes are its text.
        case plainString
        /// A string with escapes to resolve.
        case escapedString
    }

    package let kind: Kind

    /// The bytes of the value; of a string, those between the quotes.
    package let range: Range<Int>

    package init(kind: Kind, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }

    package var isString: Bool { self.kind == .plainString || self.kind == .escapedString }
}
