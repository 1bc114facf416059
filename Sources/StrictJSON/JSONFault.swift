/// Why a text is not a JSON object as RFC 8259, and we, want it.
package enum JSONFault: Error, Sendable, Hashable {
    /// The text ends too early, goes on too long, or has a character where the grammar has none.
    case syntax

    /// A string is not UTF-8, or spells half of a surrogate pair.
    case text

    /// An object has two members of the same name.
    case duplicateName

    /// Arrays and objects are nested too deeply.
    case depth
}
