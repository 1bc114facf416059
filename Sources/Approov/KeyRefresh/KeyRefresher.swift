public import Logging
import Synchronization

/// Keeps the keys of a store those of a source while a server runs.
///
/// ```swift
/// let keys = KeyStore(.empty)
/// let refresher = KeyRefresher(of: keys, from: source)
/// let verifier = ApproovVerifier(keys: keys)
/// try await Application(router: router, services: [refresher]).runService()
/// ```
///
/// It looks at the source when it starts, again before the keys grow old, soon after a failure, when a token names a `kid` that no
/// key has, and when it is told to. It looks once at a time, gives up when that takes too long, and keeps the keys it has until it
/// has read others that can be used: a source that fails, or offers nonsense, takes away no key before the
/// ``KeyRefreshTiming/maximumAge``.
///
/// Give each store one refresher: two would overwrite each other's keys.
///
/// The first of a row of failures is logged, and its end; all are counted. ``KeyStore/isReady`` says when there are keys.
///
/// With the trait `Lifecycle` it is a `Service`; without, call ``run()`` in a task of your own.
public final class KeyRefresher: Sendable {
    private struct Progress {
        var schedule: RefreshSchedule
        /// What the source is asked about: `nil` until it has answered, and after somebody has said that its keys have changed.
        var version: String?
        /// What the keys were known by when they came.
        var lastVersion: String?
        /// When the keys of the store became others.
        var lastChange: Duration?
        var isTold = false
        /// Whether the source is being asked, if only by a look that was given up.
        var isLooking = false
        var wake: (@Sendable () -> Void)?
    }

    /// How often the refresher looks at the clock.
    static let tick = Duration.milliseconds(250)

    private let store: KeyStore
    private let source: any KeySource
    private let lasting: KeyRing
    private let timing: KeyRefreshTiming
    private let time: RefreshTime
    private let observation: KeyRefreshObservation
    private let progress: Mutex<Progress>

    /// Makes a refresher.
    ///
    /// Its metrics go to the factory that is current when it is made.
    ///
    /// - Parameters:
    ///   - store: Whose keys are replaced.
    ///   - source: Where they come from.
    ///   - lasting: Keys that are valid beside those of the source, whatever becomes of it.
    ///   - timing: When to look.
    ///   - logger: Where failures and changes are logged; by default the logger that is current while it runs.
    public convenience init(
        of store: KeyStore,
        from source: some KeySource,
        beside lasting: KeyRing = .empty,
        timing: KeyRefreshTiming = .network,
        logger: Logger? = nil
    ) {
        self.init(
            of: store,
            from: source,
            beside: lasting,
            timing: timing,
            logger: logger,
            time: RefreshTime(ContinuousClock())
        )
    }

    package init(
        of store: KeyStore,
        from source: some KeySource,
        beside lasting: KeyRing = .empty,
        timing: KeyRefreshTiming,
        logger: Logger? = nil,
        time: RefreshTime
    ) {
        self.store = store
        self.source = source
        self.lasting = lasting
        self.timing = timing.bounded
        self.time = time
        self.observation = KeyRefreshObservation(source: source.name, logger: logger)
        self.progress = Mutex(Progress(schedule: RefreshSchedule(timing.bounded)))
    }

    /// Looks at the source now, whatever the schedule and whatever is known of its keys, if the refresher runs.
    ///
    /// It returns at once. ``KeyReload`` calls it when the process is told to read its configuration again.
    public func refresh() {
        let wake = self.progress.withLock { progress in
            progress.isTold = true
            progress.version = nil
            return progress.wake
        }
        wake?()
    }

    /// How the refreshing stands now.
    public var status: KeyRefreshStatus {
        let now = self.time.now()
        return self.progress.withLock { progress in
            KeyRefreshStatus(
                source: self.source.name,
                sinceConfirmed: progress.schedule.age(at: now),
                sinceChanged: progress.lastChange.map { now - $0 },
                untilNextLook: progress.schedule.wait(at: now),
                failures: progress.schedule.failures
            )
        }
    }

    /// Refreshes the keys until the task is cancelled, or the service group shuts down.
    ///
    /// Call it once.
    public func run() async {
        #if Lifecycle
        await self.refreshUntilShutdown()
        #else
        await self.refreshUntilCancelled()
        #endif
    }

    func refreshUntilCancelled() async {
        let (events, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let wake: @Sendable () -> Void = { continuation.yield() }
        let lookups = KeyLookups(cooldown: self.timing.cooldown, now: self.time.now, wake: wake)
        self.store.attach(lookups)
        self.progress.withLock { $0.wake = wake }
        defer {
            self.store.detach(lookups)
            lookups.close()
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while (try? await self.time.sleep(Self.tick)) != nil { wake() }
            }
            wake()
            for await _ in events { await self.lookIfDue(for: lookups) }
            group.cancelAll()
        }
    }

    private func lookIfDue(for lookups: KeyLookups) async {
        let (isTold, isDue) = self.progress.withLock { progress in
            defer { progress.isTold = false }
            return (progress.isTold, progress.schedule.isDue(at: self.time.now()))
        }
        if isTold || isDue || lookups.isAsked {
            lookups.begin()
            lookups.end(isChanged: await self.look())
        }
        self.dropOldKeys()
        self.observation.keep(
            self.store.snapshot,
            age: self.progress.withLock { $0.schedule.age(at: self.time.now()) }
        )
    }

    /// Looks at the source, and returns whether the keys have changed.
    private func look() async -> Bool {
        let (version, lastVersion) = self.progress.withLock { ($0.version, $0.lastVersion) }
        do {
            let update = try await self.update(since: version)
            let isSame = update.version != nil && update.version == lastVersion
            let ring =
                try isSame
                ? nil : update.ring.map { ring throws(KeyError) in try self.lasting.joined(with: ring) }
            if let ring { self.store.replace(with: ring) }
            let failures = self.progress.withLock { progress in
                defer {
                    if ring != nil { progress.lastChange = self.time.now() }
                    if update.ring != nil {
                        (progress.version, progress.lastVersion) = (update.version, update.version)
                    }
                    progress.schedule.succeed(
                        at: self.time.now(),
                        lifetime: update.lifetime,
                        chance: self.time.chance()
                    )
                }
                return progress.schedule.failures
            }
            self.observation.succeed(ring, after: failures)
            return ring != nil
        } catch {
            guard !Task.isCancelled else { return false }
            let failures = self.progress.withLock { progress in
                defer { progress.schedule.fail(at: self.time.now(), chance: self.time.chance()) }
                return progress.schedule.failures
            }
            self.observation.fail(error, after: failures)
            return false
        }
    }

    /// Returns the source's answer, or gives it up after the time-out.
    ///
    /// A source that does not end when it is cancelled is left behind, and not asked again before it has ended.
    private func update(since version: String?) async throws -> KeyUpdate {
        let (results, continuation) = AsyncStream.makeStream(of: Result<KeyUpdate, any Error>.self)
        let isFree = self.progress.withLock { progress in
            defer { progress.isLooking = true }
            return !progress.isLooking
        }
        let look = Task {
            guard isFree else { return }
            defer { self.progress.withLock { $0.isLooking = false } }
            do {
                continuation.yield(.success(try await self.source.keys(since: version)))
            } catch {
                continuation.yield(.failure(error))
            }
        }
        let alarm = Task {
            try await self.time.sleep(self.timing.timeout)
            continuation.yield(
                .failure(KeySourceError(.timedOut, "There is no answer within \(self.timing.timeout)."))
            )
        }
        defer {
            look.cancel()
            alarm.cancel()
            continuation.finish()
        }
        for await result in results { return try result.get() }
        throw CancellationError()
    }

    private func dropOldKeys() {
        let isTooOld = self.progress.withLock { progress in
            guard progress.schedule.isTooOld(at: self.time.now()) else { return false }
            progress.schedule.forget()
            (progress.version, progress.lastVersion) = (nil, nil)
            progress.lastChange = self.time.now()
            return true
        }
        guard isTooOld else { return }
        self.store.replace(with: self.lasting)
        self.observation.expire()
    }
}
