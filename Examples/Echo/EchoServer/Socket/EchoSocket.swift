import Approov
import ApproovPhoenix
import Logging
import PhoenixChannels

/// The socket of the Echo apps: genuine apps connect whose users are logged in, and meet on one topic.
struct EchoSocket {
    private static let topic = "echo:chamber"

    /// Who decides on apps, or `nil` to serve everybody.
    let verifier: ApproovVerifier?

    let authorization: UserAuthorization
    let metrics: EchoMetrics
    let logger: Logger

    /// What connecting finds out.
    private struct Connection {
        let approov: ApproovConnection?
    }

    private struct Unauthorized: Error {}

    func make() -> PhoenixSocket<some Sendable> {
        let gate = self.verifier.map { verifier in
            ApproovSocketGate(verifier: verifier) { rejection in self.refused("\(rejection.code)") }
        }
        return PhoenixSocket(observer: SocketMetrics(metrics: self.metrics)) { info, handle in
            let connection = Connection(approov: try gate?.admit(info, handle))
            guard self.authorizes(info.parameters["Authorization"]) else { throw Unauthorized() }
            return connection
        } channels: {
            ChannelRoute(Self.topic) { (connection: Connection) in
                let channel = EchoChannel(authorizes: { self.authorizes($0.string(named: "Authorization")) })
                guard let approov = connection.approov else { return channel }
                return ApproovChannel(
                    approov,
                    events: [EchoChannel.event],
                    refusal: MessageRefusal(join: EchoChannel.refusal)
                ) { channel }
            }
        }
    }

    /// Returns whether there is a user who is logged in, and counts the answer.
    private func authorizes(_ authorization: String?) -> Bool {
        let isAuthorized = authorization.flatMap { self.authorization.userID(in: $0) } != nil
        self.metrics.checked(isAuthorized: isAuthorized)
        if !isAuthorized { self.refused(EchoMetrics.unauthorized) }
        return isAuthorized
    }

    private func refused(_ code: String) {
        self.logger.info("Refused on the socket", metadata: ["approov.outcome": "\(code)"])
    }
}
