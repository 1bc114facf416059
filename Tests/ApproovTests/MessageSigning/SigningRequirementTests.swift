import Approov
import ApproovTesting
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Whether requests must be signed")
struct SigningRequirementTests {
    /// What a request brings under one label.
    enum Signature: String, CaseIterable {
        case none, good, altered, onlyInput, onlySignature
    }

    /// What a token says of the key for it.
    enum Key: String, CaseIterable {
        case named, none, bad
    }

    /// What becomes of a request, by what is demanded of one label.
    struct Case: Sendable, CustomTestStringConvertible {
        let signature: Signature
        let key: Key
        let ifPresent: String
        let required: String

        init(_ signature: Signature, _ key: Key, ifPresent: String, required: String) {
            (self.signature, self.key, self.ifPresent, self.required) = (signature, key, ifPresent, required)
        }

        var testDescription: String { "signature: \(self.signature), key: \(self.key)" }
    }

    private static let cases: [Case] = [
        Case(.none, .named, ifPresent: "accepted", required: "signatureMissing"),
        Case(.none, .none, ifPresent: "accepted", required: "signatureMissing"),
        Case(.none, .bad, ifPresent: "accepted", required: "signatureMissing"),
        Case(.good, .named, ifPresent: "accepted", required: "accepted"),
        Case(.good, .none, ifPresent: "accepted", required: "signatureKeyMissing"),
        Case(.good, .bad, ifPresent: "signatureKeyMissing", required: "signatureKeyMissing"),
        Case(.altered, .named, ifPresent: "messageSignatureInvalid", required: "messageSignatureInvalid"),
        Case(.altered, .none, ifPresent: "accepted", required: "signatureKeyMissing"),
        Case(.altered, .bad, ifPresent: "signatureKeyMissing", required: "signatureKeyMissing"),
        Case(.onlyInput, .named, ifPresent: "signatureMissing", required: "signatureMissing"),
        Case(.onlyInput, .bad, ifPresent: "signatureMissing", required: "signatureMissing"),
        Case(.onlySignature, .named, ifPresent: "signatureMissing", required: "signatureMissing"),
        Case(.onlySignature, .bad, ifPresent: "signatureMissing", required: "signatureMissing"),
    ]

    /// Returns a request with what a case says under a label, and a good signature under another.
    private static func scene(_ signature: Signature, _ key: Key, of label: SigningLabel) throws -> SignedScene {
        let account = try TestAccountKey()
        var scene = try SignedScene(accountKey: account)
        let installation = try #require(scene.app.installation)
        scene.signing.accountKeys = try AccountSigningKeys([account.keyID: account.secret])
        var claims = [
            SigningLabel.installation: #""ipk":"\#(installation.publicKey)""#,
            .account: #""mskid":"\#(account.keyID)""#,
        ]
        switch key {
        case .named: break
        case .none: claims[label] = nil
        case .bad: claims[label] = label == .installation ? #""ipk":"AAAA""# : #""mskid":"unknown""#
        }
        scene.request.headerFields[.approovToken] = try scene.issuer.token(with: claims.values.joined(separator: ","))
        switch (label, signature) {
        case (.installation, .none): scene.app.installationLabel = "another"
        case (.account, .none): scene.app.accountLabel = "another"
        default: break
        }
        try scene.sign()
        switch signature {
        case .none, .good: break
        case .altered: scene.request.method = .put
        case .onlyInput: scene.request.replace(.signature, "\(label.rawValue)=", "another=")
        case .onlySignature: scene.request.replace(.signatureInput, "\(label.rawValue)=", "another=")
        }
        return scene
    }

    @Test("Of one label, it is what is demanded that counts", arguments: cases, SigningLabel.allCases)
    func oneLabel(_ oneCase: Case, label: SigningLabel) throws {
        var scene = try Self.scene(oneCase.signature, oneCase.key, of: label)
        for (requirement, outcome) in [
            (SigningRequirement.off, "accepted"), (.ifPresent, oneCase.ifPresent), (.required, oneCase.required),
        ] {
            scene.signing.installation = label == .installation ? requirement : .off
            scene.signing.account = label == .account ? requirement : .off
            #expect(scene.outcome == outcome, "\(requirement)")
        }
    }

    @Test(
        "Of two labels, the one that is not in order decides",
        arguments: SigningRequirement.allCases,
        SigningRequirement.allCases
    )
    func twoLabels(installation: SigningRequirement, account: SigningRequirement) throws {
        var scene = try Self.scene(.good, .named, of: .installation)
        scene.signing.installation = installation
        scene.signing.account = account
        let labels = try scene.verify().signatures.map(\.label)
        let demanded = [(SigningLabel.installation, installation), (.account, account)].filter { $0.1 != .off }
        #expect(labels == demanded.map(\.0))
        for oneCase in Self.cases {
            for label in SigningLabel.allCases {
                // Altering the request spoils the other signature too.
                guard oneCase.signature != .altered else { continue }
                var scene = try Self.scene(oneCase.signature, oneCase.key, of: label)
                scene.signing.installation = installation
                scene.signing.account = account
                switch label == .installation ? installation : account {
                case .off: #expect(scene.outcome == "accepted", "\(oneCase) \(label)")
                case .ifPresent: #expect(scene.outcome == oneCase.ifPresent, "\(oneCase) \(label)")
                case .required: #expect(scene.outcome == oneCase.required, "\(oneCase) \(label)")
                }
            }
        }
    }

    @Test("The first label that is not in order is named")
    func firstFault() throws {
        var scene = try Self.scene(.good, .none, of: .account)
        scene.signing.account = .required
        scene.signing.requiredComponents = [.field(.userAgent)]
        #expect(scene.outcome == "signatureCoverageInsufficient")
        scene.signing.requiredComponents = []
        #expect(scene.outcome == "signatureKeyMissing")
    }

    @Test("A digest must be covered by each signature that counts")
    func digest() throws {
        let account = try TestAccountKey()
        var scene = try SignedScene(accountKey: account)
        scene.signing.accountKeys = try AccountSigningKeys([account.keyID: account.secret])
        try scene.attest()
        let installation = scene.app.installation
        scene.app.installation = nil
        try scene.sign()
        (scene.app.installation, scene.app.accountKey) = (installation, nil)
        scene.app.components = [.method, .targetURI, .field(.approovToken)]
        try scene.sign()
        scene.signing.installation = .off
        scene.signing.account = .required
        #expect(scene.outcome == "accepted")
        scene.signing.installation = .required
        #expect(scene.outcome == "signatureCoverageInsufficient")
    }

    @Test("The signature of one label does not pass for the other")
    func exchanged() throws {
        let account = try TestAccountKey()
        var scene = try SignedScene(accountKey: account)
        scene.app.installationLabel = "account"
        scene.app.accountLabel = "install"
        scene.signing.account = .required
        scene.signing.accountKeys = try AccountSigningKeys([account.keyID: account.secret])
        try scene.sign()
        #expect(scene.outcome == "signatureAlgorithmNotAllowed")
    }

    @Test("What has no request cannot be signed, and passes only unsigned where that may be")
    func fieldsAlone() throws {
        var scene = try SignedScene()
        try scene.attest()
        let unsigned = RequestEvidence(fields: scene.request.headerFields)
        try scene.sign()
        let signed = RequestEvidence(fields: scene.request.headerFields)
        for (requirement, evidence, expected) in [
            (SigningRequirement.off, signed, "accepted"), (.ifPresent, unsigned, "accepted"),
            (.ifPresent, signed, "signatureMissing"), (.required, unsigned, "signatureMissing"),
            (.required, signed, "signatureMissing"),
        ] {
            scene.signing.installation = requirement
            let verifier = scene.verifier
            #expect(outcome { () throws(Rejection) in try verifier.verify(evidence) } == expected, "\(requirement)")
        }
    }

    @Test("A token in another field must be covered there")
    func tokenField() throws {
        var scene = try SignedScene()
        let token = try scene.issuer.token(for: scene.app.installation)
        let name = try #require(HTTPField.Name("X-App"))
        scene.request.headerFields[name] = "Bearer \(token)"
        scene.request.headerFields[.approovToken] = "covered, and no token"
        let now = scene.now
        let policy = VerificationPolicy.standard {
            $0.messageSigning = scene.signing
            $0.tokenField = TokenField(name: name, prefix: "Bearer")
        }
        let verifier = ApproovVerifier(keys: KeyStore(KeyRing(scene.issuer.key)), policy: policy, now: { now })
        for (components, expected) in [
            ([.method, .targetURI, .field(.approovToken), .field(.contentDigest)], "signatureCoverageInsufficient"),
            ([.method, .targetURI, .field(name), .field(.contentDigest)], "accepted"),
        ] as [([MessageComponent], String)] {
            scene.app.components = components
            var signed = scene
            try signed.sign()
            #expect(outcome { () throws(Rejection) in try verifier.verify(signed.evidence) } == expected)
        }
    }
}
