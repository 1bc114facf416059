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

    private let signer: SigningKey

    /// Makes an issuer with a new key.
    ///
    /// - Parameters:
    ///   - algorithm: How tokens are signed. Making an RSA key takes a moment.
    ///   - keyID: The `kid` of the key and of the tokens, if they are to have one.
    ///   - now: The issuer's time.
    /// - Throws: ``/Approov/KeyError`` if no key can be made.
    public init(
        algorithm: TokenAlgorithm = .hs256,
        keyID: String? = nil,
        now: NumericDate = Self.standardTime
    ) throws {
        try self.init(key: SigningKey(generating: algorithm, keyID: keyID), now: now)
    }

    /// Makes an issuer with a known secret, such as the one that a server under test is configured with.
    ///
    /// - Parameters:
    ///   - base64Secret: The secret in standard base64.
    ///   - now: The issuer's time: by default the present, which is the time of a server that has no other clock.
    /// - Throws: ``/Approov/KeyError`` if the secret is not base64, or too short.
    public init(base64Secret: String, now: NumericDate = .now) throws {
        let key = try VerificationKey(base64Secret: base64Secret)
        let secret = Base64.standardLenient.decode(base64Secret.trimmingASCIIWhitespace()) ?? []
        self.init(signer: try SigningKey(secret: secret), key: key, now: now)
    }

    /// Makes an issuer with a known key.
    ///
    /// - Parameters:
    ///   - key: The key that signs.
    ///   - now: The issuer's time.
    /// - Throws: ``/Approov/KeyError`` if no verifier would take the key.
    package init(key: SigningKey, now: NumericDate = Self.standardTime) throws(KeyError) {
        self.init(signer: key, key: try key.verificationKey, now: now)
    }

    private init(signer: SigningKey, key: VerificationKey, now: NumericDate) {
        self.signer = signer
        self.key = key
        self.now = now
    }

    /// The issuer's key as a JSON Web Key (RFC 7517), to configure another verifier with.
    ///
    /// The public key, or, of an HMAC algorithm, the secret: use it for tests only.
    public var jwk: String {
        get throws { self.signer.jwk }
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
    ///   - installation: The installation that signs requests, whose public key the token carries (`ipk`).
    ///   - accountKey: The account's key that requests are signed with, which the token names (`mskid`).
    /// - Returns: The compact serialization.
    /// - Throws: An error if the key cannot sign.
    public func token(
        _ kind: TestToken = .valid,
        boundTo: String...,
        for installation: TestInstallation? = nil,
        accountKey: TestAccountKey? = nil
    ) throws -> String {
        let value = boundTo.isEmpty ? nil : Array(boundTo.joined().utf8)
        var claims = kind.claims(issuedAt: self.now, boundTo: value)
        if kind.canCarryKeys {
            if let installation { claims.set("ipk", text: installation.publicKey) }
            if let accountKey { claims.set("mskid", text: accountKey.keyID) }
        }
        return try self.token(kind, claims: claims)
    }

    /// Returns a token with these claims, signed as the kind says.
    package func token(_ kind: TestToken, claims: TestClaims) throws -> String {
        let keyID = self.signer.keyID
        switch kind.signature {
        case .genuine:
            return try self.signer.token(claims: claims.json)
        case .ofAnotherKey:
            return try SigningKey(generating: self.signer.algorithm, keyID: keyID).token(claims: claims.json)
        case .ofAnotherAlgorithm:
            let other: TokenAlgorithm = self.signer.algorithm == .hs512 ? .hs384 : .hs512
            return try SigningKey(generating: other, keyID: keyID).token(claims: claims.json)
        case .none:
            return TokenText.unsigned(claims: claims.json, keyID: keyID)
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
