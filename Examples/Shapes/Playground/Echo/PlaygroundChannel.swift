import PhoenixChannels

/// Says to everybody on the channel what one of them has said.
struct PlaygroundChannel: PhoenixChannel {
    static let event = "echo_it"

    private static let longestText = 1000

    func join(_ topic: String, payload: Payload, socket: ChannelSocket) async throws -> Payload { .empty }

    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
        guard let message = payload.string(named: "message"), message.utf8.count <= Self.longestText else {
            return .error(["reason": "no message"])
        }
        try await socket.broadcast(Self.event, ["message": .string("\(message), \(message), \(message)...")])
        return .none
    }
}
