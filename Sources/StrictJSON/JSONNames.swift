/// Finds the second member of the same name in one object, in time that grows with the object and not with its square.
struct JSONNames {
    /// Up to this many names, comparing each with each is the fastest.
    private static let linearLimit = 16

    /// Hashes of the names with the process's own seed, so that nobody can make names that share one.
    private var hashes: Set<Int> = []

    /// Returns whether the name is not among those of the members read so far.
    mutating func insert(_ name: JSONName, after members: [JSONMember], in bytes: Span<UInt8>) -> Bool {
        if members.count >= Self.linearLimit {
            if self.hashes.isEmpty {
                for member in members { self.hashes.insert(member.name.seededHash(in: bytes)) }
            }
            guard !self.hashes.insert(name.seededHash(in: bytes)).inserted else { return true }
        }
        for member in members where member.name.isEqual(to: name, in: bytes) { return false }
        return true
    }
}
