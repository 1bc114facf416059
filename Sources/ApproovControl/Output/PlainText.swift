/// Text that does nothing to a terminal but appear on it.
package enum PlainText {
    /// Returns the text with everything that moves the cursor, sets colours, turns the writing direction or is invisible spelled
    /// out.
    package static func escaping(_ text: String) -> String {
        var plain = ""
        for scalar in text.unicodeScalars {
            if self.isPlain(scalar) {
                plain.unicodeScalars.append(scalar)
            } else {
                plain += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return plain
    }

    /// Returns whether the scalar shows as a character of its own, or as part of one.
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}
