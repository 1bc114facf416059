/// One line in which a signature base differs from another.
///
/// Printing it says where the difference is and shows no value. Values are as secret as the message: read ``value`` and
/// ``otherValue`` only to show them to somebody who asked.
package struct SignatureBaseDifference: Sendable, Hashable {
    /// The component as it stands in the line, with its quotation marks; empty if the line does not start with one.
    package let identifier: String

    /// The value in the base, if it has the line.
    package let value: String?

    /// The value in the other base, if that has the line; equal to ``value`` if only the order of the lines differs.
    package let otherValue: String?

    /// Compares the lines of two bases by identifier, in the order of the first one.
    ///
    /// The order of the lines is compared if nothing else differs; the first line that is out of order is returned.
    static func between(_ lines: [SignatureBaseLine], and otherLines: [SignatureBaseLine]) -> [Self] {
        var differences: [Self] = []
        var others = otherLines
        for line in lines {
            let index = others.firstIndex { $0.identifier == line.identifier }
            let other = index.map { others.remove(at: $0) }
            if other != line { differences.append(Self(line.identifier, line.value, other?.value)) }
        }
        differences += others.map { Self($0.identifier, nil, $0.value) }
        if differences.isEmpty, let moved = zip(lines, otherLines).first(where: { $0 != $1 })?.0 {
            differences.append(Self(moved.identifier, moved.value, moved.value))
        }
        return differences
    }

    private init(_ identifier: String, _ value: String?, _ otherValue: String?) {
        self.identifier = identifier
        self.value = value
        self.otherValue = otherValue
    }
}

extension SignatureBaseDifference: CustomStringConvertible, CustomReflectable {
    /// The identifier, and what is different without saying what it is.
    package var description: String {
        let name = self.identifier.isEmpty ? "A line without a component" : self.identifier
        guard let value, let otherValue else {
            return "\(name) is only in the \(self.value == nil ? "other base" : "base")"
        }
        guard value != otherValue else { return "\(name) is in another place" }
        let common = zip(value.utf8, otherValue.utf8).prefix { $0 == $1 }.count
        return
            "\(name) has another value from byte \(common + 1) on: \(value.utf8.count) bytes, not \(otherValue.utf8.count)"
    }

    /// A mirror without children, so that `dump` shows no value either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
