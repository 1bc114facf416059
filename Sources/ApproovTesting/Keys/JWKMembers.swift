/// The members of a JSON Web Key, in the order in which they are written.
struct JWKMembers: ExpressibleByDictionaryLiteral {
    private var members: [(name: String, value: String)]

    init(dictionaryLiteral elements: (String, String)...) {
        self.members = elements
    }

    mutating func append(_ name: String, _ value: String) {
        self.members.append((name, value))
    }

    mutating func append(_ name: String, base64URL bytes: some Sequence<UInt8>) {
        self.append(name, TokenText.base64URL(Array(bytes)))
    }

    mutating func append(_ others: JWKMembers) {
        self.members += others.members
    }

    /// The members in the order of their names, as a thumbprint needs them (RFC 7638 section 3).
    var sorted: JWKMembers {
        var copy = self
        copy.members.sort { $0.name < $1.name }
        return copy
    }

    /// The object without white space.
    var json: String {
        let members = self.members.map { "\(TokenText.json($0.name)):\(TokenText.json($0.value))" }
        return "{\(members.joined(separator: ","))}"
    }
}
