public import Approov
import Crypto
import StrictJSON

/// The secret with which all attested apps of an account sign their requests.
///
/// Printing one shows its identifier and never the secret.
public struct TestAccountKey: Sendable {
    private static let maximumDepth = 16

    /// The identifier under which tokens name it (`mskid`).
    public let keyID: String

    /// The secret, to configure a server with.
    public let secret: [UInt8]

    /// How the key of a signature comes from the secret.
    public let derivation: AccountSigningKeys.Derivation

    /// What a policy has to verify the signatures with.
    public let verificationKeys: AccountSigningKeys

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - keyID: The identifier.
    ///   - secret: The secret, of 32 bytes or more; a new one if there is none.
    ///   - derivation: How the key of a signature comes from it.
    /// - Throws: ``/Approov/KeyError`` if the secret is shorter, or the identifier empty.
    public init(
        keyID: String = "j3AWy6",
        secret: [UInt8]? = nil,
        derivation: AccountSigningKeys.Derivation = .direct
    ) throws(KeyError) {
        let secret = secret ?? SigningKey.randomBytes(SHA256.byteCount)
        self.verificationKeys = try AccountSigningKeys([keyID: secret], derivation: derivation)
        self.keyID = keyID
        self.secret = secret
        self.derivation = derivation
    }

    /// Returns the key with which an app signs that holds this token.
    func key(of token: String) throws(KeyError) -> SymmetricKey {
        let secret = SymmetricKey(data: self.secret)
        switch self.derivation {
        case .direct: return secret
        case .derived:
            guard let suffix = Self.derivationInput(of: token) else {
                throw KeyError(.malformed, "The token has no did or no exp to derive a key from.")
            }
            return SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: suffix, using: secret))
        }
    }

    private static func derivationInput(of token: String) -> [UInt8]? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = Base64.url.decode(String(parts[1])),
            let claims = try? JSONObject(parsing: payload, maximumDepth: Self.maximumDepth),
            let deviceID = claims.string("did"),
            let expiry = claims.number("exp").flatMap({ Int64(exactly: $0.rounded(.down)) })
        else { return nil }
        let expiryBytes = (0..<8).map { UInt8(truncatingIfNeeded: expiry >> (56 - 8 * $0)) }
        return (Base64.standardLenient.decode(deviceID) ?? Array(deviceID.utf8)) + expiryBytes
    }
}

extension TestAccountKey: CustomStringConvertible, CustomReflectable {
    /// The identifier.
    public var description: String { "TestAccountKey(\(self.keyID))" }

    /// A mirror without children, so that a failing expectation does not print the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
