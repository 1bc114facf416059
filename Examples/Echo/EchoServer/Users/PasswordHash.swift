import Crypto
import CryptoExtras

/// What is kept of a password: enough to recognise it, and little help in guessing it.
///
/// The whole password counts, however long. Before it is hashed it is mixed with the server's secret and with the name of the
/// user, so that the database alone does not allow to guess, nor hashes to be exchanged between users.
struct PasswordHash: Sendable {
    /// How hard it is to compute a hash (RFC 7914 section 2).
    ///
    /// Each hash remembers it, so that it can be raised.
    struct Cost: Sendable, Hashable {
        /// The cost of new hashes, as OWASP recommends it.
        static let standard = Cost(uncheckedRounds: 1 << 14, blockSize: 8, parallelism: 5)

        let rounds: Int
        let blockSize: Int
        let parallelism: Int

        private init(uncheckedRounds rounds: Int, blockSize: Int, parallelism: Int) {
            self.rounds = rounds
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// Makes a cost, unless it makes no sense or cannot be paid.
        init?(rounds: Int, blockSize: Int, parallelism: Int) {
            guard 2...(1 << 20) ~= rounds, rounds & (rounds - 1) == 0, 1...32 ~= blockSize, 1...32 ~= parallelism else {
                return nil
            }
            self.init(uncheckedRounds: rounds, blockSize: blockSize, parallelism: parallelism)
        }
    }

    private static let saltLength = 16
    private static let hashLength = 32

    let cost: Cost
    let salt: [UInt8]
    let hash: [UInt8]

    /// Takes a hash that was computed before.
    init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// Hashes a password with a new salt.
    init(of credentials: Credentials, secrets: EchoSecrets, cost: Cost = .standard) throws {
        let salt = Self.randomBytes(Self.saltLength)
        let key = try Self.key(of: credentials, secrets: secrets, cost: cost, salt: salt)
        self.init(cost: cost, salt: salt, hash: unsafe key.withUnsafeBytes { unsafe Array($0) })
    }

    /// A hash that no password has, so that an unknown user costs what a wrong password does.
    static var unmatched: PasswordHash {
        PasswordHash(cost: .standard, salt: Self.randomBytes(Self.saltLength), hash: Self.randomBytes(Self.hashLength))
    }

    /// Returns whether this is the hash of the password.
    func matches(_ credentials: Credentials, secrets: EchoSecrets) throws -> Bool {
        let key = try Self.key(of: credentials, secrets: secrets, cost: self.cost, salt: self.salt)
        // Equality of keys takes the same time for all of them.
        return key == SymmetricKey(data: self.hash)
    }

    private static func key(
        of credentials: Credentials,
        secrets: EchoSecrets,
        cost: Cost,
        salt: [UInt8]
    ) throws -> SymmetricKey {
        var mixture = HMAC<SHA256>(key: SymmetricKey(data: secrets.keyBase))
        // The length tells where the name ends.
        mixture.update(data: Array("\(credentials.username.utf8.count):\(credentials.username)".utf8))
        mixture.update(data: Array(credentials.password.utf8))
        return try KDF.Scrypt.deriveKey(
            from: Array(mixture.finalize()),
            salt: salt,
            outputByteCount: Self.hashLength,
            rounds: cost.rounds,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
    }

    private static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
    var description: String { "PasswordHash(…)" }

    var customMirror: Mirror { Mirror(self, children: []) }
}
