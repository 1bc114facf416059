/// Remembers which signed requests have been accepted, so that none is accepted twice.
///
/// Servers that share their callers must share a memory. Adapt a store that can add an entry unless it is there, in one step,
/// with a time to live: the `SET … NX PX` of Redis, an insertion into a table with a unique index.
public protocol ReplayMemory: Sendable {
    /// Remembers a key for a while, unless it is remembered already.
    ///
    /// Of any number of calls with one key, no matter from where and at the same time, one alone returns `true`.
    ///
    /// - Parameters:
    ///   - key: What to remember: 32 bytes that nobody can choose.
    ///   - duration: For how long at least. It is more than zero.
    /// - Returns: Whether the key was not remembered.
    /// - Throws: Any error if nobody can tell.
    func insertIfAbsent(_ key: ReplayKey, for duration: Duration) async throws -> Bool
}
