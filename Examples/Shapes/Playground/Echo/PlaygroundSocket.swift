import Approov
import ApproovPhoenix
import PhoenixChannels
import PhoenixChannelsHummingbird

/// The socket of the Echo page: a token to connect, one to join, one with each event.
struct PlaygroundSocket: Sendable {
    private static let topic = "playground:echo"
    private static let mostSockets = 32
    private static let longestMessage = 1 << 14

    let verifier: ApproovVerifier
    let origin: LocalOrigin
    let budget: RequestBudget
    let refusals: SocketRefusals

    private struct Refused: Error {}

    func endpoint() -> PhoenixEndpoint {
        var limits = PhoenixEndpoint.Limits()
        limits.messageBytes = Self.longestMessage
        // Who may connect is asked below, where the port is known.
        return PhoenixEndpoint(self.socket(), path: "/playground/socket", origins: .any, limits: limits)
    }

    private func socket() -> PhoenixSocket<some Sendable> {
        var limits = SocketLimits()
        limits.channels = 1
        let sockets = OpenSockets()
        return PhoenixSocket(limits: limits, observer: sockets) { info, handle in
            guard self.origin.allows(authority: info.authority, origins: info.origin.map { [$0] } ?? []),
                self.budget.spend(), sockets.count < Self.mostSockets
            else { throw Refused() }
            let name = info.parameters["name"] ?? ""
            return try ApproovSocketGate(verifier: self.verifier) { self.refusals.note($0, of: name) }
                .admit(info, handle)
        } channels: {
            ChannelRoute(Self.topic) { (connection: ApproovConnection) in
                ApproovChannel(connection, events: [PlaygroundChannel.event]) { PlaygroundChannel() }
            }
        }
    }
}
