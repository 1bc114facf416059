import PhoenixChannels

/// The echo chamber: what one user says, everybody hears three times.
struct EchoChannel: PhoenixChannel {
    /// The event that is echoed.
    static let event = "echo_it"

    /// What a client gets to hear for every reason.
    static let refusal = ChannelRefusal(reason: "Whoops, something went wrong!")

    /// Tells whether a payload names a user who is logged in.
    let authorizes: @Sendable (Payload) -> Bool

    private struct UnknownEvent: Error {}

    func join(_ topic: String, payload: Payload, socket: ChannelSocket) async throws -> Payload {
        guard self.authorizes(payload) else { throw Self.refusal }
        return .empty
    }

    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
        guard event == Self.event else { throw UnknownEvent() }
        guard self.authorizes(payload) else { return .none }
        let message = try EchoText(payload["message"] ?? .null).text
        try await socket.broadcast(socket.topic, ["message": .string("\(message), \(message), \(message)...")])
        return .none
    }
}
