public import ApproovSettings
public import Dashboard
public import Hummingbird
public import HummingbirdCore

/// What ``ServerProgram`` runs.
public struct ServerParts<Responder: HTTPResponder> {
    /// What answers requests.
    public let responder: Responder

    let server: HTTPServerBuilder
    let keys: ServerKeys?
    let contents: DashboardContents
    let listening: @Sendable (Int) -> Void

    /// Puts a server together.
    ///
    /// - Parameters:
    ///   - responder: What answers requests.
    ///   - server: What reads them; by default HTTP/1.1, without connections that do nothing.
    ///   - keys: Its keys, if it has any, and what keeps them up to date.
    ///   - contents: What its dashboard shows beside what all servers have.
    ///   - listening: Is told the port, as soon as the server listens.
    public init(
        _ responder: Responder,
        server: HTTPServerBuilder? = nil,
        keys: ServerKeys? = nil,
        contents: DashboardContents = DashboardContents(),
        listening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.responder = responder
        self.server = server ?? .closingIdleConnections
        self.keys = keys
        self.contents = contents
        self.listening = listening
    }
}
