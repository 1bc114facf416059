#if canImport(CKernelClock)
import CKernelClock
#endif

/// What the kernel says of the system's clock.
struct ClockStatus: Sendable {
    enum Synchronization: Sendable {
        /// Somebody keeps the clock right, to within so many seconds.
        case synchronized(within: Double)

        /// Nobody does.
        case unsynchronized

        /// The kernel does not say.
        case unknown
    }

    let synchronization: Synchronization

    /// The status now (adjtimex(2)).
    static var current: ClockStatus {
        #if canImport(CKernelClock)
        var clock = timex()
        let state = unsafe adjtimex(&clock)
        guard state >= 0 else { return ClockStatus(synchronization: .unknown) }
        guard clock.status & STA_UNSYNC == 0, state != TIME_ERROR else {
            return ClockStatus(synchronization: .unsynchronized)
        }
        return ClockStatus(synchronization: .synchronized(within: Double(clock.maxerror) / 1_000_000))
        #else
        return ClockStatus(synchronization: .unknown)
        #endif
    }

    var finding: Finding {
        let advice = "Run an NTP client (chrony, systemd-timesyncd): a clock that is behind accepts expired tokens."
        switch self.synchronization {
        case .synchronized(let error):
            let milliseconds = Int((min(max(error, 0), 1e6) * 1000).rounded(.up))
            return .good("clock", "Synchronised, to within \(milliseconds) ms by the kernel's estimate.")
        case .unsynchronized:
            return .warning("clock", "Not synchronised: the kernel knows of nobody who keeps it right.", advice: advice)
        case .unknown:
            return .warning("clock", "The system does not say whether it is synchronised.", advice: advice)
        }
    }
}
