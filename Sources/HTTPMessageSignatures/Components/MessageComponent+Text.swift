import RawStructuredFieldValues

extension MessageComponent {
    /// Reads a component's identifier as `Signature-Input` spells it; its name need not be quoted.
    ///
    /// - Parameter text: As in `"@method"`, `@method` or `@query-param;name="id"`.
    package init?(identifier text: String) {
        let name = text.prefix { $0 != ";" }
        let quoted = name.hasPrefix("\"") ? text : "\"\(name)\"\(text.dropFirst(name.count))"
        guard let item = try? StructuredFieldReader(limits: .standard).item(Array(quoted.utf8)),
            let identifier = try? ComponentIdentifier(item)
        else { return nil }
        self = identifier.component
    }
}
