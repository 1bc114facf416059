public import PhoenixChannels

/// What becomes of a socket when the token expires with which it was opened.
public enum SocketExpiry: Sendable, Hashable {
    /// Nothing: each join and each event brings a token of its own, as with Approov's Phoenix quickstart.
    case eachMessageHasItsToken

    /// The socket is closed, unless the app sends a fresh token of the same device before.
    ///
    /// Joins and events need no token then. The app sends the fresh token, and what it is bound to, in the payload of the
    /// refresh event, on any topic it has joined, and gets a `phx_reply` with status `ok`; or with status `error`, and then
    /// the earlier deadline stays. The device is the claim `did`: tokens without one cannot be refreshed.
    case deadline(refreshEvent: String = "approov_token", closeCode: CloseCode = .tokenExpired)
}

extension CloseCode {
    // swift-format-ignore: NeverForceUnwrap
    /// 4401: the token with which the socket was opened has expired.
    ///
    /// The app connects again with a fresh one.
    public static let tokenExpired = CloseCode(4401)!
}
