public import ApproovSettings
import CoreMetrics
import Dashboard
public import Hummingbird
public import Logging
import ServerMetrics
import ServiceLifecycle
import UnixSignals

/// Starts a server and stops it: what every program here does around its application.
///
/// On SIGHUP it reads its keys again. With `OPERATIONS_PORT` set, metrics and health are on an address of their own.
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
    ///   - dashboard: Whether there is a dashboard.
    ///   - build: Builds the server.
    /// - Throws: `ExitCode` after one line on standard error, if the server cannot start.
    public static func run<Responder: HTTPResponder>(
        _ name: String,
        environmentFile: String?,
        portVariables: [String] = ["HTTP_PORT"],
        defaultPort: Int = 8002,
        dashboard: DashboardRule = .none,
        build: (Settings, Logger) throws(StartUpFault) -> ServerParts<Responder>
    ) async throws
    where Responder.Context: RequestContext, Responder.Context.Source == ApplicationRequestContextSource {
        do throws(StartUpFault) {
            let settings = try Settings(environmentFile: environmentFile)
            let logger = Self.logger(name, level: try settings.logLevel())
            let port = try settings.port(portVariables, default: defaultPort)
            let address = BindAddress.hostname(settings.host, port: port)
            let operations = try OperationsAddress.configured(in: settings, serverPort: port)
            let login = try dashboard.login(in: settings)
            let metrics = operations == nil && login == nil ? nil : ServerMetrics()
            // Whatever counts asks for its counters when it is made.
            if let metrics { MetricsSystem.bootstrap(metrics) }
            let parts = try build(settings, logger)
            if settings.hasPublishedSecret {
                logger.warning(
                    "The secret is the published one: everybody can sign tokens. Use it for development only."
                )
            }
            var services = ServerServices(parts.keys)
            if let operations, let metrics { services.serve(metrics, at: operations, for: name, logger: logger) }
            if let login, let metrics {
                let dashboard = Dashboard(
                    name: name,
                    login: login,
                    metrics: metrics,
                    keys: parts.keys,
                    contents: parts.contents
                )
                services.add(dashboard.sampler)
                services.serve(
                    DashboardResponder(dashboard, before: parts.responder),
                    parts,
                    at: address,
                    for: name,
                    logger: logger
                )
            } else {
                services.serve(parts.responder, parts, at: address, for: name, logger: logger)
            }
            try await Self.run(services, logger: logger)
        } catch {
            throw error.reported(by: name)
        }
    }

    private static func run(_ services: ServerServices, logger: Logger) async throws(StartUpFault) {
        var configuration = ServiceGroupConfiguration(
            services: services.all,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
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
