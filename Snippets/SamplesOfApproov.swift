// The samples in the documentation comments of Approov and ApproovTesting: `dev/snippets check` finds them here.

import Approov
import ApproovTesting
import HTTPTypes
import Logging

/// What a framework calls a request.
struct ServerRequest {
    let head: HTTPRequest
}

func verify(_ request: ServerRequest, secret: String) throws -> Attestation {
    let verifier = ApproovVerifier(keys: KeyRing(try VerificationKey(base64Secret: secret)))
    let attestation = try verifier.verify(RequestEvidence(request.head))
    return attestation
}

func logAttestation(of request: ServerRequest, by verifier: ApproovVerifier, logger: Logger) throws {
    let attestation = try verifier.verify(RequestEvidence(request.head))
    logger.info("Served", metadata: ["device": "\(attestation.claims.deviceID ?? "unknown")"])
}

func logRefusal(of request: HTTPRequest, by verifier: ApproovVerifier, logger: Logger) -> Attestation? {
    do throws(Rejection) {
        return try verifier.verify(RequestEvidence(request))
    } catch {
        logger.notice("Refused", metadata: ["approov.outcome": "\(error.code)"])
        return nil
    }
}

/// What a framework writes to.
struct Upload {
    func write(_ bytes: [UInt8]) {}
}

func store(_ body: AsyncStream<[UInt8]>, of attestation: Attestation, in file: Upload) async throws {
    var verification = attestation.bodyVerification
    for try await chunk in body {
        try verification?.update(chunk)
        file.write(chunk)
    }
    try verification?.finish()  // Only now is it known that what has been written is genuine.
}

func keys(inFile: Void) throws -> KeyRefresher {
    let source = FileKeySource(path: "/run/secrets/approov")
    let keys = KeyStore(try source.ring())
    let refresher = KeyRefresher(of: keys, from: source, timing: .file)
    return refresher
}

func warn(of refresher: KeyRefresher, to logger: Logger) {
    if refresher.status.failures > 10 { logger.error("The key source has been out of reach for some time") }
}

/// A vault's answer.
struct VaultSecret {
    let text: String
    let version: String
}

/// What a vault's own library has.
protocol Vault: Sendable {
    func secret(named name: String, since version: String?) async throws -> VaultSecret?
}

// snippet.vault
struct VaultKeySource: KeySource {
    let name = "vault"
    let vault: any Vault

    func keys(since version: String?) async throws -> KeyUpdate {
        let secret = try await self.vault.secret(named: "approov", since: version)
        guard let secret else { return .unchanged() }
        return .changed(to: KeyRing(try VerificationKey(base64Secret: secret.text)), version: secret.version)
    }
}
// snippet.end

func verifier(shapes: String, orders: String) throws -> ApproovVerifier {
    let keys = try DomainKeys([
        "shapes.example.com": KeyStore(KeyRing(jwks: shapes)),
        "orders.example.com": KeyStore(KeyRing(jwks: orders)),
    ])
    let verifier = ApproovVerifier(keys: keys)
    return verifier
}

func ring(new: String, old: String) throws -> KeyRing {
    let ring = try KeyRing([VerificationKey(base64Secret: new), VerificationKey(base64Secret: old)])
    return ring
}

func keys(text: String, pem: String) throws -> [VerificationKey] {
    let account = try VerificationKey(base64Secret: text)
    let keySet = try VerificationKey(pem: pem, algorithm: .es256, keyID: "12")
    return [account, keySet]
}

func sign(with secret: [UInt8], _ signing: inout MessageSigning) throws {
    signing.accountKeys = try AccountSigningKeys(["j3AWy6": secret])
}

func signedRequests() throws -> VerificationPolicy {
    var policy = VerificationPolicy.standard
    policy.messageSigning = MessageSigning(origin: .fixed(try PublicOrigin("https://api.example.com")))
    return policy
}

func origins() throws -> (PublicOrigin, TrustedProxies) {
    let origin = try PublicOrigin("https://api.example.com/mobile")
    let proxies = try TrustedProxies(["10.0.0.0/8"], writing: [.xForwardedProto, .xForwardedHost])
    return (origin, proxies)
}

func freshness(_ policy: inout VerificationPolicy) throws {
    policy.freshness = try Freshness(clockSkewSeconds: 10, maximumLifetimeSeconds: 3600)
}

func boundTokens() -> VerificationPolicy {
    var policy = VerificationPolicy.standard
    policy.binding = TokenBinding(to: BoundField(.authorization))
    policy.expectations.audience = "api.example.com"
    return policy
}

func authenticate(_ text: String, by ring: KeyRing) throws -> AuthenticToken {
    let token = try UnverifiedToken(parsing: text).authenticated(by: ring)
    return token
}

func issueToken() throws -> Attestation {
    let issuer = try TestIssuer()
    let attestation = try issuer.verifier().verify(RequestEvidence(fields: [.approovToken: issuer.token()]))
    return attestation
}

func signRequest() throws -> Attestation {
    let issuer = try TestIssuer()
    let app = TestApp(attestedBy: issuer)
    var request = HTTPRequest(method: .post, scheme: "https", authority: "api.example.com", path: "/v1/orders")
    try app.sign(&request, body: Array(#"{"hello":"world"}"#.utf8))

    var policy = VerificationPolicy.standard
    policy.messageSigning = MessageSigning()
    let attestation = try issuer.verifier(policy: policy).verify(RequestEvidence(request))
    return attestation
}

func signForAnother(_ request: inout HTTPRequest, issuer: TestIssuer, app: TestApp) throws {
    request.headerFields[.approovToken] = try issuer.token(for: TestInstallation())  // of another installation
    try app.sign(&request)
}
