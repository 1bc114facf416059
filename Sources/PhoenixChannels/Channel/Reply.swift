/// What a handler answers to an event.
public enum Reply: Sendable {
    /// Nothing: the client gets no `phx_reply`.
    case none

    /// A `phx_reply`.
    case answer(ReplyStatus, Payload)

    /// It is done.
    public static let ok = Reply.answer(.ok, .empty)

    /// It is done, and this is the result.
    public static func ok(_ payload: Payload) -> Reply { .answer(.ok, payload) }

    /// It is not done, for this reason.
    public static func error(_ payload: Payload) -> Reply { .answer(.error, payload) }
}
