import HummingbirdCore
import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1, on connections that are closed when no complete request has come for 30 s: as where sockets are served.
    ///
    /// Answers may take as long as they do.
    static var closingIdleConnections: HTTPServerBuilder {
        .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(30)))
    }
}
