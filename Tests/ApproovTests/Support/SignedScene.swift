import Approov
import ApproovTesting
import Crypto
import HTTPMessageSignatures
import HTTPTypes

/// An app, a request that it signs, and a backend that verifies it: everything is right until a test changes something.
struct SignedScene: Sendable {
    static let body = Array(#"{"hello":"world"}"#.utf8)

    /// Where the app gets its tokens from, and the backend its time.
    let issuer: TestIssuer

    /// The key pair of the installation.
    let key: P256.Signing.PrivateKey

    /// Who signs.
    var app: TestApp

    /// What the backend demands.
    var signing: MessageSigning

    /// What is sent.
    var request: HTTPRequest

    /// What is sent after it.
    var body: [UInt8]? = Self.body

    /// The time at the backend.
    var now: NumericDate

    /// The address from which the request comes.
    var peerAddress: String?

    /// Makes a scene in which the app signs with the key of its installation, and with that of an account if there is one.
    init(accountKey: TestAccountKey? = nil) throws {
        self.issuer = try TestIssuer()
        self.key = P256.Signing.PrivateKey()
        let installation = try TestInstallation(privateKeyPEM: self.key.pemRepresentation)
        self.app = TestApp(attestedBy: self.issuer, installation: installation, accountKey: accountKey)
        self.signing = MessageSigning()
        self.now = self.issuer.now
        self.request = HTTPRequest(
            method: .post,
            scheme: "https",
            authority: "api.example.com",
            path: "/v1/orders?b=2&a=1%20x",
            headerFields: [
                .contentType: "application/json", .authorization: "Bearer user-access-token", .contentLength: "17",
            ]
        )
    }

    /// What is taken of a request that fits into one line.
    static func get(_ url: (scheme: String, authority: String, path: String)) throws -> SignedScene {
        var scene = try SignedScene()
        (scene.request.scheme, scene.request.authority, scene.request.path) = url
        scene.request.method = .get
        scene.request.headerFields = [:]
        scene.body = nil
        return scene
    }

    /// Signs the request as the app does.
    mutating func sign() throws {
        try self.app.sign(&self.request, body: self.body)
    }

    /// The backend.
    var verifier: ApproovVerifier {
        let now = self.now
        let policy = VerificationPolicy.standard { $0.messageSigning = self.signing }
        return ApproovVerifier(keys: KeyStore(KeyRing(self.issuer.key)), policy: policy, now: { now })
    }

    /// What the request brings.
    var evidence: RequestEvidence { RequestEvidence(self.request, peerAddress: self.peerAddress) }

    /// Verifies the request, and then its body.
    @discardableResult
    func verify() throws(Rejection) -> Attestation {
        let attestation = try self.verifier.verify(self.evidence)
        var verification = attestation.bodyVerification
        if let body { try verification?.update(body) }
        try verification?.finish()
        return attestation
    }

    /// The word for what the backend makes of the request: `accepted`, or the code of the rejection.
    var outcome: String {
        ApproovTests.outcome { () throws(Rejection) in try self.verify() }
    }
}

extension SignedScene {
    /// Adds a token for the app, unless there is one.
    mutating func attest() throws {
        guard !self.request.headerFields.contains(.approovToken) else { return }
        self.request.headerFields[.approovToken] = try self.issuer.token(
            for: self.app.installation,
            accountKey: self.app.accountKey
        )
    }

    /// Signs these lines and parameters with the installation's key, whether they make sense or not.
    ///
    /// - Parameters:
    ///   - lines: The components as they are to stand in `Signature-Input`, and their values.
    ///   - parameters: What follows the components.
    ///   - label: The label.
    /// - Throws: The error of the key.
    mutating func sign(
        _ lines: [(component: String, value: String)],
        parameters: String = SignedScene.parameters,
        label: String = "install"
    ) throws {
        let input = "(\(lines.map(\.component).joined(separator: " ")))\(parameters)"
        let base = (lines + [(#""@signature-params""#, input)]).map { "\($0.0): \($0.1)" }.joined(separator: "\n")
        let signature = try self.key.signature(for: Array(base.utf8)).rawRepresentation
        self.request.headerFields[.signatureInput] = "\(label)=\(input)"
        self.request.headerFields[.signature] = "\(label)=:\(base64(signature)):"
    }

    /// The parameters that the SDK gives its signatures.
    static let parameters = #";alg="ecdsa-p256-sha256";created=1900000000;expires=1900000015"#

    /// The lines for the method, these others, and the token.
    func lines(_ others: (component: String, value: String)...) -> [(component: String, value: String)] {
        [(#""@method""#, self.request.method.rawValue)] + others
            + [(#""approov-token""#, self.request.headerFields[.approovToken] ?? "")]
    }
}

extension HTTPRequest {
    /// The bytes of the only signature.
    var signatureBytes: [UInt8] {
        get {
            let text = self.headerFields[.signature]?.split(separator: ":").dropFirst().first ?? ""
            return Base64.standard.decode(String(text)) ?? []
        }
        set { self.headerFields[.signature] = "install=:\(base64(newValue)):" }
    }

    /// Changes the text of a field.
    mutating func replace(_ name: HTTPField.Name, _ old: String, _ new: String) {
        self.headerFields[name] = self.headerFields[name]?.replacing(old, with: new)
    }
}
