/// Why a text does not make a ``MessageOrigin``.
public enum MessageOriginError: Error, Sendable, Hashable {
    /// The scheme is not a letter followed by letters, digits and `+-.`.
    case scheme

    /// The authority is not a host with or without a port.
    case authority
}
