package import Approov

/// The claims of a token in the order in which they are written, each name once.
package struct TestClaims: Sendable {
    private var members: [(name: String, json: String)] = []

    package init() {}

    /// The JSON text of a claim's value.
    ///
    /// Setting it replaces the value where the claim stands, or appends the claim; `nil` removes it.
    package subscript(name: String) -> String? {
        get { self.members.first { Self.isEqual($0.name, name) }?.json }
        set {
            let index = self.members.firstIndex { Self.isEqual($0.name, name) }
            switch (index, newValue) {
            case (let index?, let json?): self.members[index].json = json
            case (let index?, nil): self.members.remove(at: index)
            case (nil, let json?): self.members.append((name, json))
            case (nil, nil): break
            }
        }
    }

    /// Sets a claim to a string.
    package mutating func set(_ name: String, text: String) {
        self[name] = TokenText.json(text)
    }

    /// Sets a claim to a date.
    package mutating func set(_ name: String, date: NumericDate) {
        self[name] = date.json
    }

    /// Sets all claims that the others have.
    package mutating func merge(_ others: TestClaims) {
        for member in others.members { self[member.name] = member.json }
    }

    /// The JSON object.
    package var json: String {
        "{\(self.members.map { "\(TokenText.json($0.name)):\($0.json)" }.joined(separator: ","))}"
    }

    /// Names of claims are compared byte by byte.
    private static func isEqual(_ lhs: String, _ rhs: String) -> Bool { lhs.utf8.elementsEqual(rhs.utf8) }
}

extension NumericDate {
    /// The date as a JSON number, without a fraction if it has none.
    fileprivate var json: String {
        Int64(exactly: self.secondsSinceEpoch)?.description ?? self.secondsSinceEpoch.description
    }
}
