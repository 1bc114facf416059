/// Whether what a message asked for has been done.
public enum ReplyStatus: String, Sendable, Hashable {
    /// It has.
    case ok

    /// It has not.
    case error
}
