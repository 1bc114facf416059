public import HTTPTypes

/// Which fields are structured fields, and of which type.
///
/// The `sf` parameter of a component has a meaning only for fields whose type the verifier knows (RFC 9421 section 2.1.1).
/// The standard table knows the fields that their own RFCs define as structured fields; add those of your application.
///
/// ```swift
/// var types = StructuredFieldTypes.standard
/// types[.exampleDictionary] = .dictionary
/// ```
public struct StructuredFieldTypes: Sendable, Hashable {
    /// The type of the whole value of a field.
    public enum FieldType: Sendable, Hashable {
        /// One item with parameters.
        case item

        /// Items and inner lists, in order.
        case list

        /// Items and inner lists with names.
        case dictionary
    }

    private var types: [HTTPField.Name: FieldType] = [:]

    /// Creates an empty table.
    public init() {}

    /// The type of the field, or nothing if it is not known to be a structured field.
    public subscript(name: HTTPField.Name) -> FieldType? {
        get { self.types[name] }
        set { self.types[name] = newValue }
    }

    /// The fields of RFC 9209, 9211, 9218, 9421, 9440 and 9530.
    public static let standard: StructuredFieldTypes = {
        let names: [FieldType: [String]] = [
            .item: ["client-cert"],
            .list: ["cache-status", "client-cert-chain", "proxy-status"],
            .dictionary: [
                "accept-signature", "content-digest", "priority", "repr-digest", "signature", "signature-input",
                "want-content-digest", "want-repr-digest",
            ],
        ]
        var standard = StructuredFieldTypes()
        for (type, names) in names {
            for name in names.compactMap({ HTTPField.Name($0) }) { standard[name] = type }
        }
        return standard
    }()
}
