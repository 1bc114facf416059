public import Approov
public import PhoenixChannels

/// Lets only genuine apps connect to a Phoenix socket.
///
/// ```swift
/// let gate = ApproovSocketGate(verifier: verifier)
/// let socket = PhoenixSocket { info, handle in
///     try gate.admit(info, handle)
/// } channels: {
///     ChannelRoute("room:*") { connection in ApproovChannel(connection) { RoomChannel() } }
/// }
/// ```
///
/// The token and the value to which it is bound are parameters of the query, named like the header fields of the verifier's
/// policy: JavaScript in a browser cannot set header fields on a WebSocket. Connecting is not enough: put the channels
/// behind ``ApproovChannel`` too.
public struct ApproovSocketGate: Sendable {
    /// Where the token of a socket may be.
    public enum TokenSource: Sendable, Hashable {
        /// In the query.
        case query

        /// In the query, or if that has none, in the header field.
        case queryThenHeader
    }

    private let rules: SocketRules
    private let tokenSource: TokenSource

    /// Makes a gate.
    ///
    /// - Parameters:
    ///   - verifier: Who decides, on connecting and on what comes after.
    ///   - tokenSource: Where the token of the socket may be.
    ///   - expiry: What becomes of a socket whose token expires.
    ///   - report: Is told of each socket, join and event that is refused, to log or count it.
    public init(
        verifier: ApproovVerifier,
        tokenSource: TokenSource = .query,
        expiry: SocketExpiry = .eachMessageHasItsToken,
        report: @escaping @Sendable (Rejection) -> Void = { _ in }
    ) {
        self.rules = SocketRules(verifier: verifier, expiry: expiry, report: report)
        self.tokenSource = tokenSource
    }

    /// Lets a client in.
    ///
    /// - Parameters:
    ///   - info: What is known of the client.
    ///   - handle: The socket, which may be closed later.
    /// - Returns: What the channels need.
    /// - Throws: The ``/Approov/Rejection`` that keeps the client out.
    public func admit(_ info: ConnectInfo, _ handle: SocketHandle) throws(Rejection) -> ApproovConnection {
        let attestation = try self.rules.judge { () throws(Rejection) in
            try Credentials(self.rules.verifier.policy).evidence(
                in: info.parameters,
                headers: self.tokenSource == .query ? [] : info.xHeaders
            )
        }
        return ApproovConnection(attestation, handle, self.rules)
    }
}
