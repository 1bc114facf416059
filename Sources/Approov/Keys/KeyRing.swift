/// The keys that are valid now.
///
/// A ring of one secret without a `kid` is what most accounts need; two of them bridge the minutes of a change of secret.
///
/// - A token that names a `kid` is verified with the key of that `kid` and no other.
/// - A token that names none is verified with the keys that have none.
/// - In a ring in which no key has a `kid`, a token's `kid` is ignored.
///
/// ```swift
/// let ring = try KeyRing([VerificationKey(base64Secret: new), VerificationKey(base64Secret: old)])
/// ```
public struct KeyRing: Sendable {
    /// How many keys without a `kid` a ring may hold.
    ///
    /// Each of them may have to be tried for each token.
    public static let maximumAnonymousKeys = 8

    /// How many keys a ring may hold.
    public static let maximumKeys = 128

    /// A ring without keys, with which every token is rejected as ``Rejection/Code/keysUnavailable``.
    public static let empty = KeyRing()

    /// The keys, in the order in which they are tried.
    public let keys: [VerificationKey]

    private let isNamed: Bool

    private init() {
        self.keys = []
        self.isNamed = false
    }

    /// Makes a ring of keys.
    ///
    /// - Throws: ``KeyError`` if there is no key, if two keys have the same `kid`, if there are more than
    ///   ``maximumAnonymousKeys`` without one, or more than ``maximumKeys`` in all.
    public init(_ keys: [VerificationKey]) throws(KeyError) {
        guard !keys.isEmpty else { throw KeyError(.malformed, "There are no keys.") }
        guard keys.count <= Self.maximumKeys else {
            throw KeyError(.ambiguous, "There are more than \(Self.maximumKeys) keys.")
        }
        var names: Set<[UInt8]> = []
        for case let name? in keys.map(\.keyID) where !names.insert(Array(name.utf8)).inserted {
            throw KeyError(.ambiguous, "Two keys have the kid \(KeyName.quoted(name)).")
        }
        guard keys.count - names.count <= Self.maximumAnonymousKeys else {
            throw KeyError(.ambiguous, "More than \(Self.maximumAnonymousKeys) keys have no kid.")
        }
        self.keys = keys
        self.isNamed = !names.isEmpty
    }

    /// Makes a ring of one key.
    public init(_ key: VerificationKey) {
        self.keys = [key]
        self.isNamed = key.keyID != nil
    }

    /// Returns whether a token with this `kid` may be verified with the key.
    func offers(_ key: VerificationKey, for keyID: String?) -> Bool {
        guard self.isNamed else { return true }
        return key.isNamed(keyID)
    }
}
