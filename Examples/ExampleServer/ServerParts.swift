public import Approov
public import Hummingbird
public import HummingbirdCore

/// What ``ServerProgram`` runs.
public struct ServerParts<Responder: HTTPResponder> {
    let responder: Responder
    let server: HTTPServerBuilder
    let refreshers: [KeyRefresher]

    /// Puts a server together.
    ///
    /// - Parameters:
    ///   - responder: What answers requests.
    ///   - server: What reads them.
    ///   - refreshers: What keeps its keys up to date.
    public init(_ responder: Responder, server: HTTPServerBuilder = .http1(), refreshers: [KeyRefresher] = []) {
        self.responder = responder
        self.server = server
        self.refreshers = refreshers
    }
}
