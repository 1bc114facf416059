public import PhoenixChannels

/// What a client learns when a message is refused; never the reason.
public struct MessageRefusal: Sendable {
    /// What a refused join is answered with.
    let join: ChannelRefusal

    /// What a refused event is answered with.
    let event: Reply

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - join: The response of the `error` reply to a join.
    ///   - event: The answer to an event; `.none` to be silent.
    public init(join: ChannelRefusal = ChannelRefusal(reason: "unauthorized"), event: Reply = .none) {
        self.join = join
        self.event = event
    }

    /// Joins are answered with `{"reason": "unauthorized"}`, events with nothing, as Approov's quickstart does.
    public static let silent = MessageRefusal()

    /// Joins and events are answered with `{"reason": "unauthorized"}`.
    public static let answered = MessageRefusal(event: .error(["reason": "unauthorized"]))
}
