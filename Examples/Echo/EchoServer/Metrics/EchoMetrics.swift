import CoreMetrics

/// What the server counts beside the verifications of tokens, made once.
///
/// - `echo.sockets` and `echo.channels`, meters: the sockets that are open, and the channels that are joined;
/// - `echo.events`, a counter of the events received;
/// - `echo.users`, a counter with the dimension `outcome` (`accepted` or `unauthorized`) of the checks of users.
final class EchoMetrics: Sendable {
    /// What is found of a user who is not logged in.
    static let unauthorized = "unauthorized"

    /// The sockets that are open.
    let sockets = Meter(label: "echo.sockets")

    /// The channels that are joined.
    let channels = Meter(label: "echo.channels")

    /// The events that have been received.
    let events = Counter(label: "echo.events")

    private let accepted = Counter(label: "echo.users", dimensions: [("outcome", "accepted")])
    private let refused = Counter(label: "echo.users", dimensions: [("outcome", EchoMetrics.unauthorized)])

    /// Counts a check of a user.
    func checked(isAuthorized: Bool) {
        (isAuthorized ? self.accepted : self.refused).increment()
    }
}
