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

    let verifier: ApproovVerifier
    let expiry: SocketExpiry
    private let tokenSource: TokenSource
    private let report: @Sendable (Rejection) -> Void

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
        self.verifier = verifier
        self.tokenSource = tokenSource
        self.expiry = expiry
        self.report = report
    }

    /// Lets a client in.
    ///
    /// - Parameters:
    ///   - info: What is known of the client.
    ///   - handle: The socket, which may be closed later.
    /// - Returns: What the channels need.
    /// - Throws: The ``/Approov/Rejection`` that keeps the client out.
    public func admit(_ info: ConnectInfo, _ handle: SocketHandle) throws(Rejection) -> ApproovConnection {
        let attestation = try self.reporting { () throws(Rejection) in
            let evidence = try Credentials(self.verifier.policy).evidence(
                in: info.parameters,
                headers: self.tokenSource == .query ? [] : info.xHeaders
            )
            return try self.verifier.assess(evidence).passed()
        }
        return ApproovConnection(attestation, handle, gate: self)
    }

    /// Judges a message by the token in its payload.
    func check(_ payload: Payload) throws(Rejection) -> Attestation? {
        try self.verifier.assess(Credentials(self.verifier.policy).evidence(in: payload)).passed()
    }

    func reporting<Result>(_ check: () throws(Rejection) -> Result) throws(Rejection) -> Result {
        do throws(Rejection) {
            return try check()
        } catch {
            self.report(error)
            throw error
        }
    }
}
