import Approov
import ApproovTesting
import Crypto
import Foundation
import HTTPTypes
import Testing

@Suite("The keys of an account")
struct AccountSigningKeysTests {
    private static let secret = (0..<32).map { UInt8($0) }
    private static let otherSecret = (32..<64).map { UInt8($0) }
    private static let deviceID = "AAECAwQFBgcICQoLDA0ODw=="

    /// What the app signs with, and what its token says, and what the backend makes of it.
    private func outcome(
        signingWith secret: [UInt8],
        claims: String,
        keys: AccountSigningKeys
    ) throws -> String {
        var scene = try SignedScene()
        scene.app.installation = nil
        scene.app.accountKey = try TestAccountKey(secret: secret)
        scene.signing = MessageSigning(installation: .off, account: .required, accountKeys: keys)
        scene.request.headerFields[.approovToken] = try scene.issuer.token(claims: "{\"exp\":1900000300\(claims)}")
        try scene.sign()
        return scene.outcome
    }

    @Test(
        "The token names the key, byte by byte",
        arguments: [
            (#","mskid":"k1""#, "accepted"), (#","mskid":"k2""#, "messageSignatureInvalid"),
            (#","mskid":"K1""#, "signatureKeyMissing"), (#","mskid":"k1 ""#, "signatureKeyMissing"),
            (#","mskid":"""#, "signatureKeyMissing"), (#","mskid":"k3""#, "signatureKeyMissing"),
            (#","mskid":null"#, "signatureKeyMissing"), (#","mskid":1"#, "signatureKeyMissing"),
            (#","mskid":["k1"]"#, "signatureKeyMissing"), ("", "signatureKeyMissing"),
            (#","MSKID":"k1""#, "signatureKeyMissing"),
        ]
    )
    func names(claims: String, expected: String) throws {
        let keys = try AccountSigningKeys(["k1": Self.secret, "k2": Self.otherSecret])
        #expect(try self.outcome(signingWith: Self.secret, claims: claims, keys: keys) == expected)
    }

    @Test("While the secret is being changed, apps with the old and with the new one are served")
    func rotation() throws {
        let keys = try AccountSigningKeys(["old": Self.secret, "new": Self.otherSecret])
        for (keyID, secret, expected) in [
            ("old", Self.secret, "accepted"), ("new", Self.otherSecret, "accepted"),
            ("old", Self.otherSecret, "messageSignatureInvalid"), ("new", Self.secret, "messageSignatureInvalid"),
        ] {
            #expect(try self.outcome(signingWith: secret, claims: #","mskid":"\#(keyID)""#, keys: keys) == expected)
        }
        let after = try AccountSigningKeys(["new": Self.otherSecret])
        #expect(
            try self.outcome(signingWith: Self.secret, claims: #","mskid":"old""#, keys: after) == "signatureKeyMissing"
        )
    }

    /// The key for one token: HMAC-SHA-256 with the secret over the bytes of `did`, then `exp` in eight bytes.
    private func derived(_ did: [UInt8], _ expiry: [UInt8] = [0, 0, 0, 0, 0x71, 0x3F, 0xB4, 0x2C]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: did + expiry, using: SymmetricKey(data: Self.secret)))
    }

    @Test("A key is derived of either reading of the device, and of no other")
    func derivation() throws {
        let keys = try AccountSigningKeys(["k1": Self.secret], derivation: .derived)
        let claims = #","did":"\#(Self.deviceID)","mskid":"k1""#
        let bytes = (0..<16).map { UInt8($0) }
        for (key, expected) in [
            (self.derived(bytes), "accepted"), (self.derived(Array(Self.deviceID.utf8)), "accepted"),
            (self.derived(Array(Self.deviceID.utf8.dropLast(2))), "messageSignatureInvalid"),
            (self.derived([]), "messageSignatureInvalid"),
            (self.derived(bytes, [0, 0, 0, 0, 0x71, 0x3F, 0xB4, 0x2D]), "messageSignatureInvalid"),
            (self.derived(bytes, [0x2C, 0xB4, 0x3F, 0x71, 0, 0, 0, 0]), "messageSignatureInvalid"),
            (Self.secret, "messageSignatureInvalid"),
        ] {
            #expect(try self.outcome(signingWith: key, claims: claims, keys: keys) == expected)
        }
        let text = #","did":"not base64!","mskid":"k1""#
        #expect(
            try self.outcome(signingWith: self.derived(Array("not base64!".utf8)), claims: text, keys: keys)
                == "accepted"
        )
    }

    @Test("Without a device there is nothing to derive from", arguments: ["", #","did":null"#, #","did":1"#])
    func noDevice(claim: String) throws {
        let keys = try AccountSigningKeys(["k1": Self.secret], derivation: .derived)
        let outcome = try self.outcome(
            signingWith: self.derived([]),
            claims: #"\#(claim),"mskid":"k1""#,
            keys: keys
        )
        #expect(outcome == "signatureKeyMissing")
    }

    @Test("A derived key does not pass for the secret")
    func directRefusesDerived() throws {
        let keys = try AccountSigningKeys(["k1": Self.secret])
        let claims = #","did":"\#(Self.deviceID)","mskid":"k1""#
        let key = self.derived((0..<16).map { UInt8($0) })
        #expect(try self.outcome(signingWith: key, claims: claims, keys: keys) == "messageSignatureInvalid")
    }

    @Test(
        "A secret that is too short, or that nobody can name, is refused",
        arguments: [("k1", 31, "weak"), ("k1", 0, "weak"), ("", 32, "malformed"), ("k1", 32, "accepted")]
    )
    func secrets(keyID: String, count: Int, expected: String) {
        let secret = [UInt8](repeating: 0xA7, count: count)
        #expect(keyOutcome { () throws(KeyError) in try AccountSigningKeys([keyID: secret]) } == expected)
    }

    @Test("Printing them shows their number")
    func printing() throws {
        let keys = try AccountSigningKeys(["k1": Self.secret])
        var signing = MessageSigning(account: .required, accountKeys: keys)
        signing.installation = .off
        var dumped = ""
        dump(signing, to: &dumped)
        for text in ["\(keys)", String(reflecting: keys), dumped] {
            #expect(text.contains("AccountSigningKeys(1)"))
            #expect(!text.contains("k1"))
        }
        #expect(AccountSigningKeys.none.isEmpty)
        #expect(!keys.isEmpty)
    }
}
