import Approov
public import PhoenixChannels

/// Lets only the messages of genuine apps through to a channel.
///
/// ```swift
/// ChannelRoute("room:*") { connection in ApproovChannel(connection) { RoomChannel() } }
/// ```
///
/// Each join and each event is judged before the channel sees it: by the token, and what it is bound to, in its own payload,
/// or with a ``SocketExpiry/deadline(refreshEvent:closeCode:)`` by the token of the socket. A refused event leaves the client
/// on the channel. The channel finds the result in `Attestation.current`.
public struct ApproovChannel<Base: PhoenixChannel>: PhoenixChannel {
    private let connection: ApproovConnection
    private let events: Set<String>?
    private let refusal: MessageRefusal
    private let base: Base

    /// Puts a channel behind the gate.
    ///
    /// - Parameters:
    ///   - connection: What the gate returned when the client connected.
    ///   - events: The events that the channel knows: any other ends it with `phx_error`, whatever its token, as with a
    ///     Phoenix channel that has no clause for it. `nil` if the channel decides itself.
    ///   - refusal: What a client learns when a message is refused.
    ///   - base: Makes the channel.
    public init(
        _ connection: ApproovConnection,
        events: Set<String>? = nil,
        refusal: MessageRefusal = .silent,
        base: () -> Base
    ) {
        self.connection = connection
        self.events = events
        self.refusal = refusal
        self.base = base()
    }

    /// Those of the channel.
    public var interceptedEvents: Set<String> { self.base.interceptedEvents }

    /// Asks the channel, if the message is genuine.
    public func join(_ topic: String, payload: Payload, socket: ChannelSocket) async throws -> Payload {
        let attestation: Attestation?
        do throws(Rejection) {
            attestation = try self.connection.admit(payload)
        } catch {
            throw self.refusal.join
        }
        return try await Attestation.$current.withValue(attestation) {
            try await self.base.join(topic, payload: payload, socket: socket)
        }
    }

    /// Asks the channel, if the message is genuine; takes a fresh token, if it is one.
    public func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply {
        if event == self.connection.refreshEvent { return self.refresh(payload) }
        if let events = self.events, !events.contains(event) { throw UnknownEvent() }
        let attestation: Attestation?
        do throws(Rejection) {
            attestation = try self.connection.admit(payload)
        } catch {
            return self.refusal.event
        }
        return try await Attestation.$current.withValue(attestation) {
            try await self.base.handle(event, payload: payload, socket: socket)
        }
    }

    private func refresh(_ payload: Payload) -> Reply {
        do throws(Rejection) {
            try self.connection.refresh(payload)
            return .ok
        } catch {
            return .error(["reason": "unauthorized"])
        }
    }

    /// Asks the channel.
    public func intercept(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Payload? {
        try await self.base.intercept(event, payload: payload, socket: socket)
    }

    /// Tells the channel.
    public func terminate(_ ending: ChannelEnding, socket: ChannelSocket) async {
        await self.base.terminate(ending, socket: socket)
    }
}

/// What ends a channel on an event that it does not know.
private struct UnknownEvent: Error {}
