// The samples in the documentation comments of PhoenixChannels: `dev/snippets check` finds them here.

import PhoenixChannels

// snippet.echo
struct EchoChannel: PhoenixChannel {
    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
        guard event == "echo" else { throw ChannelRefusal(reason: "unknown event") }
        try await socket.broadcast("echo", payload)
        return .none
    }
}
// snippet.end

// snippet.room
struct User: Sendable {
    let name: String
}

/// Who knows the users by the tokens that the application has given them.
struct Users: Sendable {
    let names: [String: String]

    func user(for token: String?) throws -> User {
        guard let name = token.flatMap({ self.names[$0] }) else { throw ChannelRefusal(reason: "unknown user") }
        return User(name: name)
    }
}

struct RoomChannel: PhoenixChannel {
    let user: User

    func join(_ topic: String, payload: Payload, socket: ChannelSocket) async throws -> Payload {
        guard topic != "room:full" else {
            throw ChannelRefusal(reason: "This room is full.")
        }
        return ["you": .string(self.user.name)]
    }

    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
        guard let text = payload["message"]?.string else { throw ChannelRefusal(reason: "message is missing") }
        try await socket.broadcast("shout", ["message": .string(text), "length": .number(PayloadNumber(text.count))])
        return .ok
    }
}

func socket(for users: Users) -> PhoenixSocket<User> {
    let socket = PhoenixSocket { info, _ in
        try users.user(for: info.parameters["token"])
    } channels: {
        ChannelRoute("room:*") { user in RoomChannel(user: user) }
    }
    return socket
}
// snippet.end

func route() -> ChannelRoute<User> {
    ChannelRoute("room:*") { (user: User) in RoomChannel(user: user) }
}

struct ChatMessage: Decodable {
    let text: String
}

func decode(_ payload: Payload) throws -> ChatMessage {
    let message = try payload.decode(ChatMessage.self)
    return message
}

func replyToShape(_ payload: Payload) -> (Payload, String?) {
    let reply: Payload = ["id": 7, "name": "square"]
    let name = payload["name"]?.string
    return (reply, name)
}
