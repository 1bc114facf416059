public import Approov
import Synchronization

/// Keeps what the verifier has found out about a request that the playground sends, for the page to show.
public final class VerdictRecorder: Sendable {
    /// The one for the request that is being answered, if the playground has sent it.
    @TaskLocal static var current: VerdictRecorder?

    private let found = Mutex<Verdict?>(nil)

    var verdict: Verdict? { self.found.withLock(\.self) }

    /// Keeps a verdict, if the playground has sent the request.
    public static func record(_ verdict: Verdict) {
        Self.current?.found.withLock { $0 = verdict }
    }
}
