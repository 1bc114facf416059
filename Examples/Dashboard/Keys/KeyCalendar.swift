import Approov
import ApproovSettings
import Synchronization

/// Since when a server has had its keys.
///
/// Keys are told apart by `kid` and algorithm. Those without a `kid` cannot be told apart: each of them counts as old as the last
/// change of the keys.
final class KeyCalendar: Sendable {
    private struct Name: Hashable {
        let keyID: String
        let algorithm: TokenAlgorithm
    }

    private let keys: ServerKeys?
    private let arrivals = Mutex<[Name: Duration]>([:])

    init(_ keys: ServerKeys?) {
        self.keys = keys
    }

    /// Returns the keys that are valid when the server has been running for so long.
    func rows(at uptime: Duration) -> [KeyRow] {
        guard let keys = self.keys else { return [] }
        let ring = keys.store.snapshot.keys
        let status = keys.refreshers.first?.status
        let names = Set(ring.compactMap(Self.name))
        let arrivals = self.arrivals.withLock { arrivals in
            arrivals = arrivals.filter { names.contains($0.key) }
            for name in names where arrivals[name] == nil { arrivals[name] = uptime }
            return arrivals
        }
        return zip(ring.indices, ring).map { place, key in
            let arrival = Self.name(key).flatMap { arrivals[$0] }
            let status = place < keys.lastingCount ? nil : status
            return KeyRow(
                keyID: key.keyID,
                algorithm: key.algorithm.rawValue,
                source: status?.source ?? "environment",
                age: arrival.map { uptime - $0 } ?? min(status?.sinceChanged ?? uptime, uptime),
                untilNextLook: status?.untilNextLook,
                failures: status?.failures ?? 0
            )
        }
    }

    private static func name(_ key: VerificationKey) -> Name? {
        key.keyID.map { Name(keyID: $0, algorithm: key.algorithm) }
    }
}
