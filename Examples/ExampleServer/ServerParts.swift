public import Approov
public import Hummingbird
public import HummingbirdCore

/// What ``ServerProgram`` runs.
public struct ServerParts<Responder: HTTPResponder> {
    /// What answers requests.
    public let responder: Responder

    let server: HTTPServerBuilder
    let refreshers: [KeyRefresher]
    let listening: @Sendable (Int) -> Void

    /// Puts a server together.
    ///
    /// - Parameters:
    ///   - responder: What answers requests.
    ///   - server: What reads them.
    ///   - refreshers: What keeps its keys up to date.
    ///   - listening: Is told the port, as soon as the server listens.
    public init(
        _ responder: Responder,
        server: HTTPServerBuilder = .http1(),
        refreshers: [KeyRefresher] = [],
        listening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.responder = responder
        self.server = server
        self.refreshers = refreshers
        self.listening = listening
    }
}
