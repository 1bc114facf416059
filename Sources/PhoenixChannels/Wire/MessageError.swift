/// Why a message cannot be sent.
public enum MessageError: Error, Sendable, Hashable {
    /// The event's name is longer than 255 bytes, for which a frame has no room.
    case eventTooLong

    static func check(_ event: String) throws(MessageError) {
        guard event.utf8.count <= WireLimits.nameBytes else { throw .eventTooLong }
    }
}
