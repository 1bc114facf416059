import Crypto
import HTTPMessageSignatures

/// The secrets with which attested apps sign requests for the account, by the identifier under which a token names them (`mskid`).
///
/// ```swift
/// signing.accountKeys = try AccountSigningKeys(["j3AWy6": secret])
/// ```
///
/// While the secret is being changed, have the old and the new one: each token names the one that its app has.
public struct AccountSigningKeys: Sendable {
    /// How the key of a signature comes from the secret.
    public enum Derivation: String, Sendable, Hashable, CaseIterable {
        /// The secret is the key.
        case direct

        /// Each token has a key of its own: HMAC-SHA-256 with the secret over the bytes of `did` followed by `exp` in eight bytes.
        ///
        /// Approov has described this once, and not said whether the bytes of `did` are those that its base64 spells or those of the
        /// text; either is accepted. Ask Approov before you rely on it.
        case derived
    }

    /// No keys.
    public static let none = AccountSigningKeys(secrets: [:], derivation: .direct)

    private let secrets: [String: SymmetricKey]
    private let derivation: Derivation

    private init(secrets: [String: SymmetricKey], derivation: Derivation) {
        self.secrets = secrets
        self.derivation = derivation
    }

    /// Makes keys.
    ///
    /// - Parameters:
    ///   - secrets: The bytes of the secrets by identifier, 32 bytes or more each.
    ///   - derivation: How keys come from the secrets.
    /// - Throws: ``KeyError`` if a secret is shorter, or an identifier empty.
    public init(_ secrets: [String: [UInt8]], derivation: Derivation = .direct) throws(KeyError) {
        for (keyID, secret) in secrets {
            guard !keyID.isEmpty else { throw KeyError(.malformed, "The identifier of an account key is empty.") }
            guard secret.count >= SHA256.byteCount else {
                throw KeyError(
                    .weak,
                    "An account key has \(secret.count) bytes; it needs at least \(SHA256.byteCount)."
                )
            }
        }
        self.init(secrets: secrets.mapValues { SymmetricKey(data: $0) }, derivation: derivation)
    }

    /// Whether there are no keys.
    public var isEmpty: Bool { self.secrets.isEmpty }

    /// Returns the keys of which one must have signed the request of a token; none if the token names no known secret.
    func keys(for claims: TokenClaims) -> [SignatureVerificationKey] {
        guard let keyID = claims.messageSigningKeyID, let secret = self.secrets[keyID] else { return [] }
        return switch self.derivation {
        case .direct: [secret].compactMap(Self.key)
        case .derived: Self.derivedKeys(of: secret, for: claims).compactMap(Self.key)
        }
    }

    private static func derivedKeys(of secret: SymmetricKey, for claims: TokenClaims) -> [SymmetricKey] {
        guard let deviceID = claims.deviceID, let expiry = claims.expiry,
            let seconds = Int64(exactly: expiry.secondsSinceEpoch.rounded(.down))
        else { return [] }
        let expiryBytes = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) }
        return [Base64.standardLenient.decode(deviceID), Array(deviceID.utf8)].compactMap { bytes in
            bytes.map { SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: $0 + expiryBytes, using: secret)) }
        }
    }

    private static func key(_ secret: SymmetricKey) -> SignatureVerificationKey? { try? .hmacSHA256(secret) }
}

extension AccountSigningKeys: CustomStringConvertible, CustomReflectable {
    /// The number of keys.
    public var description: String { "AccountSigningKeys(\(self.secrets.count))" }

    /// A mirror without children, so that `dump` shows no secret either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
