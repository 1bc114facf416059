#if Hummingbird

package import Hummingbird
import Logging

/// Serves a ``LocalIssuer`` over HTTP.
package enum IssuerServer {
    /// Builds the responder.
    ///
    /// - Parameters:
    ///   - issuer: Who makes tokens.
    ///   - allowsOtherHosts: Whether requests may name another host than this machine.
    /// - Returns: The responder.
    package static func responder(
        for issuer: LocalIssuer,
        allowsOtherHosts: Bool = false
    ) -> some HTTPResponder<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: LocalCallers(allowsOtherHosts: allowsOtherHosts))
        IssuerRoutes(issuer: issuer).add(to: router)
        return router.buildResponder()
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameters:
    ///   - issuer: Who makes tokens.
    ///   - host: The address to listen on.
    ///   - port: The port to listen on, 0 for any.
    ///   - onRunning: Is told the address once there is an answer to be had.
    /// - Throws: ``ControlFault`` if it cannot listen.
    package static func run(
        _ issuer: LocalIssuer,
        host: String,
        port: Int,
        onRunning: @escaping @Sendable (String) -> Void
    ) async throws(ControlFault) {
        let application = Application(
            responder: Self.responder(for: issuer, allowsOtherHosts: !LoopbackHost.isOne(host)),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "approovctl"),
            onServerRunning: { channel in
                let name = host.contains(":") ? "[\(host)]" : host
                onRunning("http://\(name):\(channel.localAddress?.port ?? port)")
            },
            logger: Logger(label: "approovctl", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        do {
            try await application.runService()
        } catch {
            throw .unavailable("Nobody can listen on port \(port) of \(host).")
        }
    }
}

#endif
