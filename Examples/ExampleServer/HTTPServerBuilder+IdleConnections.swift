import HummingbirdCore
import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1, on connections that are closed when neither a request nor a piece of one has come for 30 s.
    ///
    /// Uploads and answers may take as long as they do.
    static var closingIdleConnections: HTTPServerBuilder {
        .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(30)))
    }
}
