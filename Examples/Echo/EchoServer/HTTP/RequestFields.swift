/// What a request says in its query and in its body, of all the names there are those that mean something.
///
/// The last of several with the same name counts, and the body counts more than the query.
struct RequestFields: Sendable {
    /// The names, which are case-sensitive.
    enum Name: String, CaseIterable {
        case token = "X-Approov-Token"
        case lowercaseToken = "x-approov-token"
        case authorization = "Authorization"
        case username
        case password
        case method = "_method"
        case format = "_format"
    }

    private enum Value: Sendable { case text(String), other }

    private var values: [Name: Value] = [:]

    /// Returns the value of a field, if it is there and a text.
    subscript(name: Name) -> String? {
        guard case .text(let text) = self.values[name] else { return nil }
        return text
    }

    /// Returns whether the field is there, whatever its value.
    func contains(_ name: Name) -> Bool {
        self.values[name] != nil
    }

    /// Sets a field, to `nil` if its value is something else than a text.
    mutating func set(_ name: Name, to text: String?) {
        self.values[name] = text.map(Value.text) ?? .other
    }

    /// Adds the fields of a body, which take the place of those that are there.
    mutating func overlay(_ body: RequestFields) {
        self.values.merge(body.values) { _, new in new }
    }
}

extension RequestFields: CustomStringConvertible, CustomReflectable {
    /// A placeholder: there may be passwords and tokens.
    var description: String { "RequestFields(…)" }

    var customMirror: Mirror { Mirror(self, children: []) }
}
