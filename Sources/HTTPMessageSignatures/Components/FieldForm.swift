/// How the value of a field stands in a signature base (RFC 9421 section 2.1).
///
/// Each form covers something else, so a signature over one form of a field does not satisfy a demand for another.
public enum FieldForm: Sendable, Hashable {
    /// The values of all lines, trimmed and joined with a comma and a space.
    case combined

    /// The whole structured field, written anew in its canonical form: the parameter `sf`.
    case structured

    /// One member of a dictionary, written anew in its canonical form: the parameter `key`.
    case member(String)

    /// Each line as a byte sequence, so that no joining and no character can confuse: the parameter `bs`.
    case wrapped
}
