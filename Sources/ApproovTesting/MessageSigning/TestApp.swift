import Approov
public import HTTPMessageSignatures
public import HTTPTypes

/// A stand-in for an installed app that signs its requests as Approov's SDK does (RFC 9421).
///
/// ```swift
/// let issuer = try TestIssuer()
/// let app = TestApp(attestedBy: issuer)
/// var request = HTTPRequest(method: .post, scheme: "https", authority: "api.example.com", path: "/v1/orders")
/// try app.sign(&request, body: Array(#"{"hello":"world"}"#.utf8))
///
/// var policy = VerificationPolicy.standard
/// policy.messageSigning = MessageSigning()
/// let attestation = try issuer.verifier(policy: policy).verify(RequestEvidence(request))
/// ```
///
/// The request then has a token that carries the app's public key, the digest of its body, and the signature. What the request
/// has already stays as it is, so a test can put a token or a digest of its own there first:
///
/// ```swift
/// request.headerFields[.approovToken] = try issuer.token(for: TestInstallation())  // of another installation
/// try app.sign(&request)
/// ```
///
/// What is done to the request afterwards is what a signature protects from.
public struct TestApp: Sendable {
    /// Where the app gets its tokens from.
    public var issuer: TestIssuer

    /// The key pair of the app's installation; without one it does not sign with its own key.
    public var installation: TestInstallation?

    /// The account's key; without one it does not sign with that.
    public var accountKey: TestAccountKey?

    /// The field that carries the token.
    public var tokenField = HTTPField.Name.approovToken

    /// What the signatures cover, in this order; unless it is said, what the SDK covers by default.
    public var components: [MessageComponent]?

    /// The algorithm for the digest of the body; without one there is no digest.
    public var digest: DigestAlgorithm? = .sha256

    /// When the signatures are made, in seconds since 1970; unless it is said, the issuer's time.
    public var created: Int64?

    /// How many seconds after ``created`` the signatures expire; without a number they do not say that they do.
    public var lifetime: Int64? = 15

    /// The label of the signature with the installation's key.
    public var installationLabel = "install"

    /// The label of the signature with the account's key.
    public var accountLabel = "account"

    /// Makes an app.
    ///
    /// - Parameters:
    ///   - issuer: Where it gets its tokens from.
    ///   - installation: The key pair of its installation, by default a new one.
    ///   - accountKey: The account's key, if it is to sign with that too.
    public init(
        attestedBy issuer: TestIssuer,
        installation: TestInstallation? = TestInstallation(),
        accountKey: TestAccountKey? = nil
    ) {
        self.issuer = issuer
        self.installation = installation
        self.accountKey = accountKey
    }

    /// Adds a token and a digest to a request, unless it has them, and signs it.
    ///
    /// - Parameters:
    ///   - request: The request, with its scheme, authority and path.
    ///   - body: Its body, if it has one; even an empty one gets a digest.
    /// - Returns: What was signed, by label.
    /// - Throws: ``/HTTPMessageSignatures/SignatureRejection`` if the request lacks a component, or has a label already;
    ///   ``/Approov/KeyError`` if the token does not have what the account's key is derived from.
    @discardableResult
    public func sign(_ request: inout HTTPRequest, body: [UInt8]? = nil) throws -> [String: SignatureBase] {
        var signed = request
        if !signed.headerFields.contains(self.tokenField) {
            signed.headerFields[self.tokenField] = try self.issuer.token(
                for: self.installation,
                accountKey: self.accountKey
            )
        }
        if let body, let digest, !signed.headerFields.contains(.contentDigest) {
            signed.headerFields[.contentDigest] = ContentDigest.fieldValue(of: body, by: [digest])
        }
        let components = self.components ?? self.standardComponents(of: signed)
        var bases: [String: SignatureBase] = [:]
        for (label, key) in try self.keys(for: signed) {
            bases[label] = try MessageSigner(key: key, covering: components)
                .sign(&signed, labelled: label, parameters: self.parameters(for: key.algorithm))
        }
        // The SDK sends all signatures in one field.
        for name in [HTTPField.Name.signatureInput, .signature] {
            signed.headerFields[name] = signed.headerFields[name]
        }
        request = signed
        return bases
    }

    /// Returns the keys by label, in the order in which the SDK signs with them.
    private func keys(for request: HTTPRequest) throws -> [(label: String, key: SignatureSigningKey)] {
        var keys: [(label: String, key: SignatureSigningKey)] = []
        if let installation {
            keys.append((self.installationLabel, .p256(installation.privateKey)))
        }
        if let accountKey {
            let key = try accountKey.key(of: request.headerFields[self.tokenField] ?? "")
            keys.append((self.accountLabel, try .hmacSHA256(key)))
        }
        return keys
    }

    private func parameters(for algorithm: SignatureAlgorithm) throws -> [SignatureParameter] {
        let now = Int64(exactly: self.issuer.now.secondsSinceEpoch.rounded(.down))
        guard let created = self.created ?? now else {
            throw SignatureRejection(.unsupportedParameter, "The issuer's time is not one that a signature can state.")
        }
        var parameters: [SignatureParameter] = [.algorithm(algorithm.rawValue), .created(created)]
        if let lifetime {
            let (expires, isTooLarge) = created.addingReportingOverflow(lifetime)
            guard !isTooLarge else {
                throw SignatureRejection(.unsupportedParameter, "The signature would expire too late to state it.")
            }
            parameters.append(.expires(expires))
        }
        return parameters
    }
}
