extension KeyRing {
    /// Returns a ring of the keys of both, of which those of this ring are tried first.
    ///
    /// An account that moves from its secret to a key set needs both for some minutes.
    ///
    /// - Throws: ``KeyError`` if two keys have the same `kid`, or there are too many.
    public func joined(with other: KeyRing) throws(KeyError) -> KeyRing {
        guard !self.keys.isEmpty else { return other }
        guard !other.keys.isEmpty else { return self }
        return try KeyRing(self.keys + other.keys)
    }
}
