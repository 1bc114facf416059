import Approov
public import ApproovSettings
public import Hummingbird
public import Logging
import ServiceLifecycle
import SystemPackage
import UnixSignals

/// Starts a server and stops it: what every program here does around its application.
///
/// On SIGHUP it reads its keys again.
public enum ServerProgram {
    /// How long requests may take to finish once the server is told to stop.
    private static let drainTime = Duration.seconds(4)

    /// Builds an application, runs it until SIGTERM or SIGINT, and lets requests in flight finish.
    ///
    /// - Parameters:
    ///   - name: What the log and the messages call the server.
    ///   - environmentFile: The file with environment variables, if another than `.env`.
    ///   - portVariables: The variables that may hold the port; the first that is set counts.
    ///   - defaultPort: The port if none of them is set.
    ///   - build: Builds the server.
    /// - Throws: `ExitCode` after one line on standard error, if the server cannot start.
    public static func run<Responder: HTTPResponder>(
        _ name: String,
        environmentFile: String?,
        portVariables: [String] = ["HTTP_PORT"],
        defaultPort: Int = 8002,
        build: (Settings, Logger) throws(StartUpFault) -> ServerParts<Responder>
    ) async throws where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        do throws(StartUpFault) {
            let settings = try Settings(environmentFile: environmentFile)
            let logger = Self.logger(name, level: try settings.logLevel())
            let port = try settings.port(portVariables, default: defaultPort)
            let parts = try build(settings, logger)
            let application = Application(
                responder: parts.responder,
                server: parts.server,
                configuration: ApplicationConfiguration(
                    address: .hostname(settings.host, port: port),
                    serverName: name
                ),
                onServerRunning: { [listening = parts.listening] channel in
                    if let port = channel.localAddress?.port { listening(port) }
                    let address = channel.localAddress.flatMap { address in
                        address.port.map { "\(address.ipAddress ?? settings.host):\($0)" }
                    }
                    let line = "\(name) listens on http://\(address ?? settings.host)\n"
                    _ = try? FileDescriptor.standardOutput.writeAll(line.utf8)
                },
                logger: logger
            )
            if settings.hasPublishedSecret {
                logger.warning(
                    "The secret is the published one: everybody can sign tokens. Use it for development only."
                )
            }
            try await Self.serve(application, refreshers: parts.refreshers)
        } catch {
            throw error.reported(by: name)
        }
    }

    private static func serve(
        _ application: some ApplicationProtocol,
        refreshers: [KeyRefresher]
    ) async throws(StartUpFault) {
        let services: [any Service] = refreshers + [KeyReload(of: refreshers), application]
        var configuration = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: application.logger
        )
        configuration.maximumGracefulShutdownDuration = Self.drainTime
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch is CancellationError {
            return
        } catch {
            throw StartUpFault(.unavailable, "The server cannot listen: \(error)")
        }
    }

    private static func logger(_ name: String, level: Logger.Level) -> Logger {
        var logger = Logger(label: name, factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = level
        return logger
    }
}
