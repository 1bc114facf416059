// Serves the Phoenix clients of genuine apps: whoever joins room:… hears what the others shout.
//
// Start it with APPROOV_BASE64_SECRET in the environment, and connect to /socket/websocket.

// snippet.hide
#if Hummingbird && Configuration
// snippet.show
import Approov
import ApproovPhoenix
import Configuration
import Hummingbird
import HummingbirdCore
import PhoenixChannels
import PhoenixChannelsHummingbird

struct RoomChannel: PhoenixChannel {
    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
        guard event == "shout", let text = payload["text"]?.string else { throw ChannelRefusal(reason: "What?") }
        try await socket.broadcast("shout", ["text": .string(text)])
        return .ok
    }
}

let environment = EnvironmentVariablesProvider(secretsSpecifier: .specific(["APPROOV_BASE64_SECRET"]))
let config = ConfigReader(provider: environment)
let gate = ApproovSocketGate(verifier: try ApproovVerifier(config: config.scoped(to: "approov")))
let socket = PhoenixSocket { info, handle in
    try gate.admit(info, handle)
} channels: {
    ChannelRoute("room:*") { connection in ApproovChannel(connection) { RoomChannel() } }
}

let endpoint = PhoenixEndpoint(socket, path: "/socket", origins: ["https://example.com"])
try await Application(router: Router(), server: .phoenix(endpoint)).runService()
// snippet.hide

#endif
