package import Approov

/// Signing keys by their `kid`, as an account's key set holds them.
package struct SigningKeySet: Sendable {
    /// How many keys a set may hold: as many as a verifier takes.
    package static let maximumKeys = KeyRing.maximumKeys

    /// How many bytes a `kid` may have.
    package static let maximumKeyIDLength = 128

    /// The keys in the order in which they were added.
    package private(set) var keys: [SigningKey] = []

    /// Makes a set without keys.
    package init() {}

    /// Makes a set of keys, under the conditions of ``add(_:)``.
    package init(_ keys: [SigningKey]) throws(KeyError) {
        for key in keys { try self.add(key) }
    }

    /// Adds a key.
    ///
    /// - Throws: ``KeyError`` if it has no `kid` or one that is empty, too long, or taken, or if the set is full.
    package mutating func add(_ key: SigningKey) throws(KeyError) {
        guard let keyID = key.keyID, 1...Self.maximumKeyIDLength ~= keyID.utf8.count else {
            throw KeyError(.malformed, "A key of a set needs a kid of 1 to \(Self.maximumKeyIDLength) bytes.")
        }
        guard self.keys.count < Self.maximumKeys else {
            throw KeyError(.ambiguous, "A key set holds at most \(Self.maximumKeys) keys.")
        }
        guard self.key(named: keyID) == nil else {
            throw KeyError(.ambiguous, "There is a key with kid \(KeyName.quoted(keyID)) already.")
        }
        self.keys.append(key)
    }

    /// The `kid` of the next key unless another is wanted: a running number, as Approov's own tool gives it.
    package var nextKeyID: String {
        let numbers = self.keys.compactMap { key in key.keyID.flatMap { Int32($0) } }
        let next = Int64(numbers.max() ?? 0) + 1
        // Past the greatest number that counts as one, a number that is free.
        return "\((next...next + Int64(self.keys.count)).first { self.key(named: "\($0)") == nil } ?? next)"
    }

    /// Returns the key that signs.
    ///
    /// - Parameter keyID: Its `kid`; `nil` for the only key of the set.
    /// - Returns: The key.
    /// - Throws: ``KeyError`` if there is no such key, or it is not clear which is meant.
    package func signer(keyID: String?) throws(KeyError) -> SigningKey {
        if let keyID {
            guard let key = self.key(named: keyID) else {
                throw KeyError(.malformed, "There is no key with kid \(KeyName.quoted(keyID)).")
            }
            return key
        }
        guard let first = self.keys.first else { throw KeyError(.malformed, "There are no keys.") }
        guard self.keys.count == 1 else {
            throw KeyError(.ambiguous, "There are \(self.keys.count) keys: say which by its kid.")
        }
        return first
    }

    private func key(named keyID: String) -> SigningKey? {
        self.keys.first { $0.keyID?.utf8.elementsEqual(keyID.utf8) ?? false }
    }

    /// The keys with which tokens of any of these are verified.
    package var ring: KeyRing {
        get throws(KeyError) {
            var keys: [VerificationKey] = []
            for key in self.keys { keys.append(try key.verificationKey) }
            return try KeyRing(keys)
        }
    }
}
