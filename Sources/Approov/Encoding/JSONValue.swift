/// A JSON value of a claim for which there is no typed property.
///
/// Read one with ``TokenClaims/subscript(_:)``:
///
/// ```swift
/// if case .string(let tier)? = attestation.claims["tier"] { … }
/// ```
public enum JSONValue: Sendable, Hashable {
    /// The literal `null`.
    case null

    /// A literal `true` or `false`.
    case boolean(Bool)

    /// A number; one that a `Double` cannot hold is infinite.
    case number(Double)

    /// A string with its escapes resolved.
    case string(String)

    /// An array.
    case array([JSONValue])

    /// An object's members in the order in which they were written, each name once.
    case object([Member])

    /// A member of an object.
    public struct Member: Sendable, Hashable {
        /// The name with its escapes resolved.
        public let name: String

        /// The value.
        public let value: JSONValue

        /// Makes a member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }
}
