#if Lifecycle

public import ServiceLifecycle

extension KeyRefresher: Service {
    func refreshUntilShutdown() async {
        await cancelWhenGracefulShutdown { await self.refreshUntilCancelled() }
    }
}

#endif
