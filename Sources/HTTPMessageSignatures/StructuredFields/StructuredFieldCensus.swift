/// The number of members and of parameters that the text of a structured field has.
///
/// RFC 9651 lets the last of several equal names win, and the parser keeps no trace of the others. So the names are counted
/// in the text: what the parser returns must have as many. In a field that parses, a comma outside strings separates two
/// members, a semicolon outside strings starts a parameter, and no other type can contain either.
struct StructuredFieldCensus: Sendable, Hashable {
    private enum Place { case outside, string, escape, displayString }

    /// The number of members, if the field parses and is not empty.
    private(set) var members = 1

    /// The number of parameters, if the field parses.
    private(set) var parameters = 0

    /// The number of items in inner lists, or more if spaces stand before parameters.
    private(set) var items = 0

    init(of text: [UInt8]) {
        var place = Place.outside
        var isInList = false
        var previous: UInt8 = 0
        for byte in text {
            defer { previous = byte }
            // Most bytes are those of a string, where only two mean something.
            if place == .string, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
            if isInList, place == .outside, Self.isItem(byte, after: previous) { self.items += 1 }
            switch (place, byte) {
            case (.outside, UInt8(ascii: "(")): isInList = true
            case (.outside, UInt8(ascii: ")")): isInList = false
            case (.outside, UInt8(ascii: ",")): self.members += 1
            case (.outside, UInt8(ascii: ";")): self.parameters += 1
            // A quotation mark directly after a percent sign starts a display string, where a backslash escapes nothing.
            case (.outside, UInt8(ascii: "\"")): place = previous == UInt8(ascii: "%") ? .displayString : .string
            case (.string, UInt8(ascii: "\\")): place = .escape
            case (.string, UInt8(ascii: "\"")), (.displayString, UInt8(ascii: "\"")): place = .outside
            case (.escape, _): place = .string
            default: break
            }
        }
    }

    private static func isItem(_ byte: UInt8, after previous: UInt8) -> Bool {
        (previous == UInt8(ascii: " ") || previous == UInt8(ascii: "(")) && byte != UInt8(ascii: " ")
            && byte != UInt8(ascii: ")")
    }
}
