#if Hummingbird

public import HummingbirdCore

extension HTTPServerBuilder {
    /// Serves HTTP, and a socket besides.
    ///
    /// ```swift
    /// Application(router: router, server: .phoenix(endpoint))
    /// ```
    public static func phoenix(_ endpoint: PhoenixEndpoint) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in PhoenixServerChannel(endpoint: endpoint, responder: responder) }
    }
}

#endif
