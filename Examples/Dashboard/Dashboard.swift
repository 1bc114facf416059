public import ApproovSettings
public import ServerMetrics

/// A page with what a server does: what it accepts and refuses, how long that takes, and its keys.
///
/// It is under `/dashboard`, for one user with a password.
public struct Dashboard: Sendable {
    /// What takes a sample every second; run it beside the server.
    public let sampler: Sampler

    let name: String
    let gate: DashboardGate
    let events: DashboardEvents
    let contents: DashboardContents
    let history: History
    let report: @Sendable () -> NumbersReport

    /// Makes a dashboard.
    ///
    /// - Parameters:
    ///   - name: The name of the server.
    ///   - login: Who may see it.
    ///   - metrics: What it shows.
    ///   - keys: The keys of the server, if it has any.
    ///   - contents: What it shows beside what all servers have.
    public init(
        name: String,
        login: DashboardLogin,
        metrics: ServerMetrics,
        keys: ServerKeys?,
        contents: DashboardContents = DashboardContents()
    ) {
        let clock = ContinuousClock()
        let start = clock.now
        self.init(name: name, login: login, metrics: metrics, keys: keys, contents: contents) {
            start.duration(to: clock.now)
        }
    }

    /// Makes a dashboard of a server that has been running for as long as it is told.
    init(
        name: String,
        login: DashboardLogin,
        metrics: ServerMetrics,
        keys: ServerKeys?,
        contents: DashboardContents,
        uptime: @escaping @Sendable () -> Duration
    ) {
        let read: @Sendable () -> Readings = { Readings(metrics.snapshot, contents) }
        let history = History(read())
        let calendar = KeyCalendar(keys)
        self.name = name
        self.gate = DashboardGate(login: login)
        self.events = DashboardEvents(history: history, contents: contents)
        self.contents = contents
        self.history = history
        self.report = { NumbersReport(readings: read(), contents: contents, uptime: uptime()) }
        self.sampler = Sampler {
            let uptime = uptime()
            history.add(read(), keys: calendar.rows(at: uptime), uptime: uptime)
        }
    }
}
