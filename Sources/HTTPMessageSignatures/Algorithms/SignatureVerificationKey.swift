public import Crypto
public import CryptoExtras

/// A key with which signatures are verified, together with the one algorithm that it is for.
///
/// A signature whose `alg` names another algorithm is refused, so no message chooses how it is verified.
///
/// Printing a key shows its algorithm and never what it is made of.
public struct SignatureVerificationKey: Sendable {
    private enum Material: Sendable {
        case hmac(HMAC<SHA256>)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
        case rsaPSS(_RSA.Signing.PublicKey)
        case rsaV15(_RSA.Signing.PublicKey)
    }

    /// The algorithm that the key is for.
    public let algorithm: SignatureAlgorithm

    /// The only length, in bytes, that a signature with this key has.
    let signatureLength: Int

    private let material: Material

    private init(_ algorithm: SignatureAlgorithm, signatureLength: Int, _ material: Material) {
        self.algorithm = algorithm
        self.signatureLength = signatureLength
        self.material = material
    }

    /// A key for `ecdsa-p256-sha256`.
    ///
    /// - Parameter key: The public key.
    /// - Returns: The key with its algorithm.
    public static func p256(_ key: P256.Signing.PublicKey) -> Self {
        Self(.ecdsaP256SHA256, signatureLength: 64, .p256(key))
    }

    /// A key for `ecdsa-p384-sha384`.
    ///
    /// - Parameter key: The public key.
    /// - Returns: The key with its algorithm.
    public static func p384(_ key: P384.Signing.PublicKey) -> Self {
        Self(.ecdsaP384SHA384, signatureLength: 96, .p384(key))
    }

    /// A key for `ed25519`.
    ///
    /// - Parameter key: The public key.
    /// - Returns: The key with its algorithm.
    public static func ed25519(_ key: Curve25519.Signing.PublicKey) -> Self {
        Self(.ed25519, signatureLength: 64, .ed25519(key))
    }

    /// A secret for `hmac-sha256`.
    ///
    /// - Parameter secret: The secret, of 32 bytes or more.
    /// - Returns: The secret with its algorithm.
    /// - Throws: ``SignatureKeyError`` if the secret is shorter.
    public static func hmacSHA256(_ secret: SymmetricKey) throws(SignatureKeyError) -> Self {
        try KeyStrength.check(secret)
        return Self(.hmacSHA256, signatureLength: SHA256.byteCount, .hmac(HMAC<SHA256>(key: secret)))
    }

    /// A key for `rsa-pss-sha512`.
    ///
    /// - Parameter key: The public key, of 2048 to 8192 bits.
    /// - Returns: The key with its algorithm.
    /// - Throws: ``SignatureKeyError`` if the key has another size or a public exponent smaller than 65537.
    public static func rsaPSS(_ key: _RSA.Signing.PublicKey) throws(SignatureKeyError) -> Self {
        try KeyStrength.check(key)
        return Self(.rsaPSSSHA512, signatureLength: (key.keySizeInBits + 7) / 8, .rsaPSS(key))
    }

    /// A key for `rsa-v1_5-sha256`.
    ///
    /// - Parameter key: The public key, of 2048 to 8192 bits.
    /// - Returns: The key with its algorithm.
    /// - Throws: ``SignatureKeyError`` if the key has another size or a public exponent smaller than 65537.
    public static func rsaV15(_ key: _RSA.Signing.PublicKey) throws(SignatureKeyError) -> Self {
        try KeyStrength.check(key)
        return Self(.rsaV15SHA256, signatureLength: (key.keySizeInBits + 7) / 8, .rsaV15(key))
    }

    /// Returns whether the signature is that of the message; secrets are compared in constant time.
    func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch self.material {
        case .hmac(var hmac):
            hmac.update(data: message)
            return hmac.finalize() == signature
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: message)
        case .p384(let key):
            guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: message)
        case .ed25519(let key):
            return key.isValidSignature(signature, for: message)
        case .rsaPSS(let key):
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return key.isValidSignature(signature, for: SHA512.hash(data: message), padding: .PSS)
        case .rsaV15(let key):
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return key.isValidSignature(signature, for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        }
    }
}

extension SignatureVerificationKey: CustomStringConvertible, CustomReflectable {
    /// The algorithm.
    public var description: String { "SignatureVerificationKey(\(self.algorithm.rawValue))" }

    /// A mirror without children, so that `dump` shows no key either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
