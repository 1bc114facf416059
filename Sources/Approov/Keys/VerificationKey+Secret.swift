import Crypto

extension VerificationKey {
    /// Makes a key of the account secret as `approov secret -get base64` prints it.
    ///
    /// - Parameters:
    ///   - text: The secret in the standard base64 alphabet, with or without padding. White space around it is ignored.
    ///   - algorithm: One of the HMAC algorithms.
    ///   - keyID: The `kid` of the tokens to verify with it; `nil` for an account that sets none.
    /// - Throws: ``KeyError`` if the text is not base64, or the secret is shorter than the algorithm's hash.
    public init(
        base64Secret text: String,
        algorithm: TokenAlgorithm = .hs256,
        keyID: String? = nil
    ) throws(KeyError) {
        let text = text.trimmingASCIIWhitespace()
        guard let bytes = Base64.standardLenient.decode(text) else {
            let other = Base64.urlLenient.decode(text) == nil ? "" : " It looks like base64url."
            throw KeyError(.malformed, "The secret is not base64.\(other)")
        }
        try self.init(secret: bytes, algorithm: algorithm, keyID: keyID)
    }

    /// Makes a key of the account secret as `approov secret -get base64url` prints it.
    ///
    /// - Parameters:
    ///   - text: The secret in the URL-safe base64 alphabet, with or without padding. White space around it is ignored.
    ///   - algorithm: One of the HMAC algorithms.
    ///   - keyID: The `kid` of the tokens to verify with it; `nil` for an account that sets none.
    /// - Throws: ``KeyError`` if the text is not base64url, or the secret is shorter than the algorithm's hash.
    public init(
        base64URLSecret text: String,
        algorithm: TokenAlgorithm = .hs256,
        keyID: String? = nil
    ) throws(KeyError) {
        let text = text.trimmingASCIIWhitespace()
        guard let bytes = Base64.urlLenient.decode(text) else {
            let other = Base64.standardLenient.decode(text) == nil ? "" : " It looks like standard base64."
            throw KeyError(.malformed, "The secret is not base64url.\(other)")
        }
        try self.init(secret: bytes, algorithm: algorithm, keyID: keyID)
    }

    /// Makes a key of the bytes of a secret.
    ///
    /// - Parameters:
    ///   - secret: The bytes themselves, not a text that spells them.
    ///   - algorithm: One of the HMAC algorithms.
    ///   - keyID: The `kid` of the tokens to verify with it; `nil` for an account that sets none.
    /// - Throws: ``KeyError`` if the secret is shorter than the algorithm's hash (RFC 7518 section 3.2), or is the text of a
    ///   public key, which is not secret.
    public init(
        secret: [UInt8],
        algorithm: TokenAlgorithm = .hs256,
        keyID: String? = nil
    ) throws(KeyError) {
        guard !KeyDocument.isLikely(secret) else {
            throw KeyError(.unsupported, "The secret is a public key or the text of a key file, not a secret.")
        }
        let key = SymmetricKey(data: secret)
        let check: SignatureCheck
        let minimum: Int
        switch algorithm {
        case .hs256: (check, minimum) = (.hmac256(HMAC(key: key)), SHA256.byteCount)
        case .hs384: (check, minimum) = (.hmac384(HMAC(key: key)), SHA384.byteCount)
        case .hs512: (check, minimum) = (.hmac512(HMAC(key: key)), SHA512.byteCount)
        default: throw KeyError(.unsupported, "\(algorithm.rawValue) does not use a secret.")
        }
        guard secret.count >= minimum else {
            throw KeyError(
                .weak,
                secret.isEmpty
                    ? "The secret is empty."
                    : "The secret has \(secret.count) bytes; \(algorithm.rawValue) needs at least \(minimum)."
            )
        }
        self.init(algorithm: algorithm, keyID: keyID, check: check)
    }
}
