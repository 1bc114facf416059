public import Approov

/// A stand-in for the Approov cloud service that issues real signed tokens with a key of its own.
///
/// Use it to test a protected route without an account, without a secret in the repository, and without waiting for a token
/// to expire: the issuer has its own time, which stands still, and so has its ``verifier(policy:)``.
///
/// ```swift
/// let issuer = try TestIssuer()
/// let attestation = try issuer.verifier().verify(RequestEvidence(fields: [.approovToken: issuer.token()]))
/// ```
///
/// Each issuer makes a new key, so no token of one is ever accepted by the verifier of another.
public struct TestIssuer: Sendable {
    /// The issuer's time unless another is given: 2030-03-17T17:46:40Z.
    public static let standardTime = NumericDate(secondsSinceEpoch: 1_900_000_000)

    /// The time at which tokens are issued and verified.
    public let now: NumericDate

    /// The key with which the issuer's tokens are verified.
    public let key: VerificationKey

    private let signer: TokenSigner

    /// Makes an issuer with a new key.
    ///
    /// - Parameters:
    ///   - algorithm: How tokens are signed. Making an RSA key takes a moment.
    ///   - keyID: The `kid` of the key and of the tokens, if they are to have one.
    ///   - now: The issuer's time.
    /// - Throws: ``KeyError`` if no key can be made.
    public init(
        algorithm: TokenAlgorithm = .hs256,
        keyID: String? = nil,
        now: NumericDate = Self.standardTime
    ) throws {
        let signer = try TokenSigner(algorithm: algorithm, keyID: keyID)
        self.init(signer: signer, key: try signer.verificationKey(), now: now)
    }

    /// Makes an issuer with a known secret, such as the one that a server under test is configured with.
    ///
    /// - Parameters:
    ///   - base64Secret: The secret in standard base64.
    ///   - now: The issuer's time: by default the present, which is the time of a server that has no other clock.
    /// - Throws: ``KeyError`` if the secret is not base64, or too short.
    public init(base64Secret: String, now: NumericDate = .now) throws {
        let key = try VerificationKey(base64Secret: base64Secret)
        self.init(signer: try TokenSigner(base64Secret: base64Secret), key: key, now: now)
    }

    private init(signer: TokenSigner, key: VerificationKey, now: NumericDate) {
        self.signer = signer
        self.key = key
        self.now = now
    }

    /// The issuer's key as a JSON Web Key (RFC 7517), to configure another verifier with.
    ///
    /// The public key, or, of an HMAC algorithm, the secret: use it for tests only.
    public var jwk: String {
        get throws { try self.signer.jwk }
    }

    /// Returns a verifier that has the issuer's key, and whose time is the issuer's.
    public func verifier(policy: VerificationPolicy = .standard) -> ApproovVerifier {
        let now = self.now
        return ApproovVerifier(keys: KeyStore(KeyRing(self.key)), policy: policy, now: { now })
    }

    /// Returns a token.
    ///
    /// - Parameters:
    ///   - kind: What is right or wrong with it.
    ///   - boundTo: The values that the token is bound to, put together in this order, or none.
    /// - Returns: The compact serialization.
    /// - Throws: An error if the key cannot sign.
    public func token(_ kind: TestToken = .valid, boundTo: String...) throws -> String {
        let claims = kind.claims(issuedAt: self.now, boundTo: boundTo)
        switch kind.signature {
        case .genuine:
            return try self.signer.token(claims: claims)
        case .ofAnotherKey:
            return try TokenSigner(algorithm: self.signer.algorithm, keyID: self.signer.keyID).token(claims: claims)
        case .ofAnotherAlgorithm:
            return try TokenSigner(
                algorithm: self.signer.algorithm == .hs512 ? .hs384 : .hs512,
                keyID: self.signer.keyID
            )
            .token(claims: claims)
        case .none:
            return TokenText.unsigned(claims: claims, keyID: self.signer.keyID)
        }
    }

    /// Returns a token with exactly these claims, genuinely signed.
    ///
    /// - Parameter claims: A JSON object, or any other text that a verifier should be shown.
    /// - Returns: The compact serialization.
    /// - Throws: An error if the key cannot sign.
    public func token(claims: String) throws -> String {
        try self.signer.token(claims: claims)
    }

    /// Returns a token with exactly this header and these claims, genuinely signed.
    ///
    /// - Parameters:
    ///   - header: A JSON object, or any other text that a verifier should be shown.
    ///   - claims: A JSON object, or any other text that a verifier should be shown.
    /// - Returns: The compact serialization.
    /// - Throws: An error if the key cannot sign.
    public func token(header: String, claims: String) throws -> String {
        try self.signer.token(header: Array(header.utf8), claims: Array(claims.utf8))
    }

    package func token(header: [UInt8], claims: [UInt8]) throws -> String {
        try self.signer.token(header: header, claims: claims)
    }
}

extension TestIssuer: CustomStringConvertible, CustomReflectable {
    /// The algorithm and the identifier of the key.
    public var description: String { "TestIssuer(\(self.key))" }

    /// A mirror without children, so that a failing expectation does not print the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
