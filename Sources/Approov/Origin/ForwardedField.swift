/// A field in which a proxy says what the request looked like when it arrived there.
public enum ForwardedField: String, Sendable, Hashable, CaseIterable {
    /// `Forwarded` with `proto` and `host` (RFC 7239).
    case forwarded

    /// The scheme.
    case xForwardedProto = "x-forwarded-proto"

    /// The host, and perhaps the port.
    case xForwardedHost = "x-forwarded-host"

    /// The prefix that the proxy has taken off the path.
    case xForwardedPrefix = "x-forwarded-prefix"
}
