public import Crypto
public import CryptoExtras

/// A key with which messages are signed, together with the one algorithm that it is for.
///
/// Printing a key shows its algorithm and never what it is made of.
public struct SignatureSigningKey: Sendable {
    private enum Material: Sendable {
        case hmac(SymmetricKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
        case rsaPSS(_RSA.Signing.PrivateKey)
        case rsaV15(_RSA.Signing.PrivateKey)
    }

    /// The algorithm that the key is for.
    public let algorithm: SignatureAlgorithm

    private let material: Material

    private init(_ algorithm: SignatureAlgorithm, _ material: Material) {
        self.algorithm = algorithm
        self.material = material
    }

    /// A key for `ecdsa-p256-sha256`.
    ///
    /// - Parameter key: The private key.
    /// - Returns: The key with its algorithm.
    public static func p256(_ key: P256.Signing.PrivateKey) -> Self { Self(.ecdsaP256SHA256, .p256(key)) }

    /// A key for `ecdsa-p384-sha384`.
    ///
    /// - Parameter key: The private key.
    /// - Returns: The key with its algorithm.
    public static func p384(_ key: P384.Signing.PrivateKey) -> Self { Self(.ecdsaP384SHA384, .p384(key)) }

    /// A key for `ed25519`.
    ///
    /// - Parameter key: The private key.
    /// - Returns: The key with its algorithm.
    public static func ed25519(_ key: Curve25519.Signing.PrivateKey) -> Self { Self(.ed25519, .ed25519(key)) }

    /// A secret for `hmac-sha256`.
    ///
    /// - Parameter secret: The secret, of 32 bytes or more.
    /// - Returns: The secret with its algorithm.
    /// - Throws: ``SignatureKeyError`` if the secret is shorter.
    public static func hmacSHA256(_ secret: SymmetricKey) throws(SignatureKeyError) -> Self {
        try KeyStrength.check(secret)
        return Self(.hmacSHA256, .hmac(secret))
    }

    /// A key for `rsa-pss-sha512`.
    ///
    /// - Parameter key: The private key, of 2048 to 8192 bits.
    /// - Returns: The key with its algorithm.
    /// - Throws: ``SignatureKeyError`` if the key has another size or a public exponent smaller than 65537.
    public static func rsaPSS(_ key: _RSA.Signing.PrivateKey) throws(SignatureKeyError) -> Self {
        try KeyStrength.check(key.publicKey)
        return Self(.rsaPSSSHA512, .rsaPSS(key))
    }

    /// A key for `rsa-v1_5-sha256`.
    ///
    /// - Parameter key: The private key, of 2048 to 8192 bits.
    /// - Returns: The key with its algorithm.
    /// - Throws: ``SignatureKeyError`` if the key has another size or a public exponent smaller than 65537.
    public static func rsaV15(_ key: _RSA.Signing.PrivateKey) throws(SignatureKeyError) -> Self {
        try KeyStrength.check(key.publicKey)
        return Self(.rsaV15SHA256, .rsaV15(key))
    }

    /// Returns the signature of the message in the form that RFC 9421 section 3.3 gives it.
    func signature(of message: [UInt8]) throws -> [UInt8] {
        switch self.material {
        case .hmac(let secret):
            Array(HMAC<SHA256>.authenticationCode(for: message, using: secret))
        case .p256(let key):
            Array(try key.signature(for: message).rawRepresentation)
        case .p384(let key):
            Array(try key.signature(for: message).rawRepresentation)
        case .ed25519(let key):
            Array(try key.signature(for: message))
        case .rsaPSS(let key):
            Array(try key.signature(for: SHA512.hash(data: message), padding: .PSS).rawRepresentation)
        case .rsaV15(let key):
            Array(try key.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }
}

extension SignatureSigningKey: CustomStringConvertible, CustomReflectable {
    /// The algorithm.
    public var description: String { "SignatureSigningKey(\(self.algorithm.rawValue))" }

    /// A mirror without children, so that `dump` shows no key either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
