// The program of Documentation/Quickstarts/PhoenixChannels.md.

// snippet.hide
#if Hummingbird && Configuration
// snippet.show
import Approov
import ApproovPhoenix
import Configuration
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
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
let logger = Logger(label: "hello")

let verifier: ApproovVerifier
do {
    verifier = try ApproovVerifier(config: config.scoped(to: "approov"))
} catch {
    logger.critical("\(error)")
    exit(78)  // EX_CONFIG: without a usable secret, serve nobody.
}

let gate = ApproovSocketGate(verifier: verifier) { rejection in
    logger.info("Refused on the socket", metadata: ["approov.outcome": "\(rejection.code)"])
}
let socket = PhoenixSocket { info, handle in
    try gate.admit(info, handle)
} channels: {
    ChannelRoute("room:*") { connection in ApproovChannel(connection) { RoomChannel() } }
}

// Pages of this site may connect; apps name no origin, and may.
let endpoint = PhoenixEndpoint(socket, path: "/socket", origins: ["https://example.com"])
let router = Router()
router.get("health") { _, _ in "fine\n" }

let port = config.int(forKey: "http.port", default: 8002)
try await Application(
    router: router,
    server: .phoenix(endpoint),
    configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
    logger: logger
).runService()
// snippet.hide
#endif
