/// One line of a signature base, taken apart for a person to read.
///
/// Printing a line shows its component and the size of the value. Values are as secret as the message: read ``value`` only
/// to show it to somebody who asked.
package struct SignatureBaseLine: Sendable, Hashable {
    /// The component as it stands in the line, with its quotation marks; empty if the line does not start with one.
    package let identifier: String

    /// What follows the identifier; the whole line if it does not start with one.
    package let value: String

    init(_ line: Substring.UTF8View) {
        let end = Self.identifierEnd(in: line)
        self.identifier = String(Substring(line[..<end]))
        self.value = String(Substring(end == line.startIndex ? line : line[end...].dropFirst(Self.separator.count)))
    }

    private static let separator = ": ".utf8

    /// Finds the colon behind the identifier, which is the first one that is outside its strings.
    private static func identifierEnd(in line: Substring.UTF8View) -> Substring.Index {
        guard line.first == UInt8(ascii: "\"") else { return line.startIndex }
        var isInString = false
        var index = line.startIndex
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "\\") where isInString:
                line.formIndex(after: &index)
                guard index < line.endIndex else { return line.startIndex }
            case UInt8(ascii: "\""):
                isInString.toggle()
            case UInt8(ascii: ":") where !isInString && line[index...].starts(with: Self.separator):
                return index
            default:
                break
            }
            line.formIndex(after: &index)
        }
        return line.startIndex
    }
}

extension SignatureBaseLine: CustomStringConvertible, CustomReflectable {
    /// The identifier and the size of the value.
    package var description: String {
        "\(self.identifier.isEmpty ? "(no component)" : self.identifier): \(self.value.utf8.count) bytes"
    }

    /// A mirror without children, so that `dump` shows no value either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
