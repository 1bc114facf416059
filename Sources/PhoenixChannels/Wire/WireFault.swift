import StrictJSON

/// Why bytes are not a message.
///
/// A socket that receives one is closed.
public enum WireFault: Error, Sendable, Hashable {
    /// The text is not JSON, or not as strict as RFC 8259 wants it, or has an object with two members of the same name.
    case json

    /// Arrays and objects are nested too deeply.
    case depth

    /// The JSON is no message: something is missing or of the wrong type.
    case shape

    /// A binary message ends too early, or is of no kind that a client sends.
    case binary

    /// A ref is longer than a binary frame could carry.
    case refTooLong

    init(_ fault: JSONFault) {
        self = fault == .depth ? .depth : .json
    }
}
