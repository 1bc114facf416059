import HTTPTypes

/// A header field as the command line spells it: `Name: value`.
package struct FieldArgument: Sendable {
    let field: HTTPField

    /// Reads an argument, which must be a field by RFC 9110.
    package init?(_ argument: String) {
        guard let field = FieldLine.field(argument.utf8) else { return nil }
        self.field = field
    }
}
