/// Why a client may not join a channel, as the client is told.
///
/// ```swift
/// throw ChannelRefusal(reason: "This room is full.")
/// ```
///
/// A refusal is an answer. Any other error that a handler throws is a fault of the server: of it the client learns only that
/// there was one.
public struct ChannelRefusal: Error, Sendable {
    /// The response of the error reply.
    public let response: Payload

    /// Makes a refusal with a response of your own.
    public init(_ response: Payload) {
        self.response = response
    }

    /// Makes a refusal whose response is `{"reason": …}`.
    public init(reason: String) {
        self.response = ["reason": .string(reason)]
    }
}
