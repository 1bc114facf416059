public import ServiceLifecycle

/// Takes a sample every second.
public struct Sampler: Service {
    let sample: @Sendable () -> Void

    /// Goes on until the service group shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown {
            let clock = ContinuousClock()
            var next = clock.now
            repeat {
                next = max(next.advanced(by: .seconds(1)), clock.now)
                self.sample()
            } while (try? await clock.sleep(until: next)) != nil
        }
    }
}
