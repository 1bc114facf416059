/// Finds the second member of the same name in one object, in time that grows with the object and not with its square.
struct JSONNames {
    /// Up to this many names, comparing each with each is the fastest; beyond, a seeded hash keeps the work linear.
    private static let linearLimit = 16

    private var set: Set<[UInt8]> = []

    /// Returns whether the name is not among those of the members read so far.
    mutating func insert(_ name: JSONName, after members: [JSONMember], in bytes: Span<UInt8>) -> Bool {
        if members.count < Self.linearLimit {
            for member in members where member.name.isEqual(to: name, in: bytes) { return false }
            return true
        }
        if self.set.isEmpty {
            for member in members { self.set.insert(member.name.slice.unescaped(in: bytes)) }
        }
        return self.set.insert(name.slice.unescaped(in: bytes)).inserted
    }
}
