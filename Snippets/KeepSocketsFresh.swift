// Closes sockets when their tokens expire, unless the app has sent a fresh one.

// snippet.hide
#if Hummingbird
// snippet.show
import Approov
import ApproovPhoenix
import Logging
import PhoenixChannels

// snippet.deadline
func gate(verifier: ApproovVerifier) -> ApproovSocketGate {
    ApproovSocketGate(verifier: verifier, expiry: .deadline()) { rejection in
        Logger.current.notice("Refused", metadata: ["approov.outcome": "\(rejection.code)"])
    }
}
// snippet.end

// snippet.attestation
struct DeviceChannel: PhoenixChannel {
    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
        let device = Attestation.current?.claims.deviceID ?? "none"
        return .ok(["device": .string(device)])
    }
}
// snippet.end
// snippet.hide

#endif
