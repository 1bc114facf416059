#if Lifecycle

public import ServiceLifecycle
public import UnixSignals

/// Lets an operator say that keys have changed: a service that refreshes them when the process gets a signal.
///
/// ```swift
/// let services: [any Service] = [refresher, KeyReload(of: [refresher]), application]
/// ```
///
/// While it runs, the signal does nothing else; SIGHUP would otherwise end the process.
public struct KeyReload: Service {
    private let refreshers: [KeyRefresher]
    private let signal: UnixSignal

    /// Makes a service that waits for a signal.
    ///
    /// - Parameters:
    ///   - refreshers: Who is told.
    ///   - signal: What to wait for.
    public init(of refreshers: [KeyRefresher], on signal: UnixSignal = .sighup) {
        self.refreshers = refreshers
        self.signal = signal
    }

    /// Waits for the signal until the service group shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: self.signal) {
                for refresher in self.refreshers { refresher.refresh() }
            }
        }
    }
}

#endif
