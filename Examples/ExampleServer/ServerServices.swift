import Approov
import ApproovSettings
import Hummingbird
import Logging
import NIOCore
import ServerMetrics
import ServiceLifecycle
import SystemPackage

/// What runs in a process, in the order of the start; it stops in the opposite order.
struct ServerServices {
    /// The services.
    private(set) var all: [any Service]

    private let stores: [KeyStore]
    private var readiness: Readiness?
    /// Ends when metrics and health can be had, if they are wanted.
    private var operations: AsyncStream<Void>?

    init(_ keys: ServerKeys?) {
        let refreshers = keys?.refreshers ?? []
        self.all = refreshers + [KeyReload(of: refreshers)]
        self.stores = keys.map { [$0.store] } ?? []
    }

    mutating func add(_ service: any Service) {
        self.all.append(service)
    }

    /// Adds the server for operators.
    mutating func serve(_ metrics: ServerMetrics, at address: OperationsAddress, for name: String, logger: Logger) {
        let readiness = Readiness(self.stores)
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        self.add(
            Application(
                responder: OperationsResponder(metrics: metrics, readiness: readiness).make(),
                server: .closingIdleConnections,
                configuration: ApplicationConfiguration(
                    address: .hostname(address.host, port: address.port),
                    serverName: name
                ),
                onServerRunning: { channel in
                    Self.announce("\(name) operations on", channel)
                    continuation.finish()
                },
                logger: logger
            )
        )
        self.readiness = readiness
        self.operations = stream
    }

    /// Adds the server itself, which listens last, and is the first to stop.
    mutating func serve<Responder: HTTPResponder>(
        _ responder: Responder,
        _ parts: ServerParts<some HTTPResponder>,
        at address: BindAddress,
        for name: String,
        logger: Logger
    ) where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        var application = Application(
            responder: responder,
            server: parts.server,
            configuration: ApplicationConfiguration(address: address, serverName: name),
            onServerRunning: { [listening = parts.listening] channel in
                if let port = channel.localAddress?.port { listening(port) }
                Self.announce("\(name) listens on", channel)
            },
            logger: logger
        )
        if let operations = self.operations {
            application.beforeServerStarts {
                for await _ in operations {}
                // It also ends when metrics and health cannot be had, and so nothing is to start.
                try Task.checkCancellation()
            }
        }
        self.add(application)
        if let readiness = self.readiness { self.add(readiness) }
    }

    private static func announce(_ words: String, _ channel: any Channel) {
        let address = channel.localAddress.flatMap { address in
            let host = address.ipAddress ?? ""
            return address.port.map { host.contains(":") ? "[\(host)]:\($0)" : "\(host):\($0)" }
        }
        let line = "\(words) http://\(address ?? "")\n"
        _ = try? FileDescriptor.standardOutput.writeAll(line.utf8)
    }
}
