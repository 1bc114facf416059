import Approov
import Synchronization

/// What a gate has reported.
final class Reports: Sendable {
    private let rejections = Mutex<[Rejection.Code]>([])

    var codes: [Rejection.Code] { self.rejections.withLock { $0 } }

    func add(_ rejection: Rejection) { self.rejections.withLock { $0.append(rejection.code) } }
}
