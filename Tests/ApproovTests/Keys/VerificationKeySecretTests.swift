import Approov
import ApproovTesting
import Crypto
import CryptoExtras
import Foundation
import Testing

@Suite("Secrets")
struct VerificationKeySecretTests {
    /// The account secret of the vectors: the bytes from 0 to 63, with a plus sign and so in two spellings.
    private static let bytes = (0..<64).map { UInt8($0) }
    private static let base64 =
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw=="
    private static let base64URL =
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw"

    /// A valid token that has been signed with the secret of the vectors.
    private func token<H: HashFunction>(_ hash: H.Type = SHA256.self, _ algorithm: TokenAlgorithm = .hs256) -> String {
        TokenText(header: #"{"alg":"\#(algorithm.rawValue)"}"#, claims: TestIssuer.validClaims)
            .authenticated(with: Self.bytes, hash)
    }

    private func outcome(_ token: String, with key: VerificationKey) -> String {
        let verifier = ApproovVerifier(
            keys: KeyStore(KeyRing(key)),
            policy: .standard,
            now: { TestIssuer.standardTime }
        )
        return verifier.outcome(token: token)
    }

    @Test(
        "Standard base64 is read with and without padding, and with white space around it",
        arguments: [base64, String(base64.dropLast(2)), " \(base64)\n", "\t\(base64.dropLast(2))\r\n"]
    )
    func standard(text: String) throws {
        #expect(self.outcome(self.token(), with: try VerificationKey(base64Secret: text)) == "accepted")
    }

    @Test(
        "base64url is read with and without padding, and with white space around it",
        arguments: [base64URL, base64URL + "==", " \(base64URL)\n", "\t\(base64URL)==\r\n"]
    )
    func url(text: String) throws {
        #expect(self.outcome(self.token(), with: try VerificationKey(base64URLSecret: text)) == "accepted")
    }

    @Test("The bytes of a secret are the secret")
    func bytes() throws {
        #expect(self.outcome(self.token(), with: try VerificationKey(secret: Self.bytes)) == "accepted")
    }

    @Test("A secret is used with the algorithm it is for, and with no other", arguments: TokenAlgorithm.allCases)
    func algorithms(algorithm: TokenAlgorithm) throws {
        let tokens = [
            TokenAlgorithm.hs256: self.token(SHA256.self, .hs256),
            .hs384: self.token(SHA384.self, .hs384),
            .hs512: self.token(SHA512.self, .hs512),
        ]
        guard algorithm.isSymmetric else {
            #expect(self.keyOutcome(Self.base64, algorithm) == "unsupported")
            return
        }
        let key = try VerificationKey(base64Secret: Self.base64, algorithm: algorithm, keyID: nil)
        for (other, token) in tokens {
            #expect(self.outcome(token, with: key) == (other == algorithm ? "accepted" : "algorithmNotAllowed"))
        }
    }

    private func keyOutcome(_ text: String, _ algorithm: TokenAlgorithm = .hs256) -> String {
        ApproovTests.keyOutcome { () throws(KeyError) in
            try VerificationKey(base64Secret: text, algorithm: algorithm)
        }
    }

    private func urlKeyOutcome(_ text: String) -> String {
        ApproovTests.keyOutcome { () throws(KeyError) in try VerificationKey(base64URLSecret: text) }
    }

    @Test("The other alphabet is refused, and recognised")
    func otherAlphabet() {
        let standard = #expect(throws: KeyError.self) { try VerificationKey(base64Secret: Self.base64URL) }
        #expect(standard?.code == .malformed)
        #expect(standard?.message.contains("base64url") == true)
        let url = #expect(throws: KeyError.self) { try VerificationKey(base64URLSecret: Self.base64) }
        #expect(url?.code == .malformed)
        #expect(url?.message.contains("standard base64") == true)
    }

    @Test(
        "A text that is not base64 is refused in either alphabet",
        arguments: [
            "approov_base64_secret_here", "approov-base64-encoded-secret-here", "<your secret>", "change me",
            base64.replacingOccurrences(of: "A", with: " "), base64 + "=", String(base64.dropLast()), base64 + base64,
            "é" + base64, "\"\(base64)\"", "base64:" + base64, "QUJDRA=", "A", "=", "====",
        ]
    )
    func malformed(text: String) {
        #expect(self.keyOutcome(text) == "malformed")
        #expect(self.urlKeyOutcome(text) == "malformed")
    }

    @Test("An empty secret is refused", arguments: ["", " ", "\n"])
    func empty(text: String) {
        #expect(self.keyOutcome(text) == "weak")
        #expect(self.urlKeyOutcome(text) == "weak")
        #expect(ApproovTests.keyOutcome { () throws(KeyError) in try VerificationKey(secret: []) } == "weak")
    }

    @Test(
        "A secret must be as long as the hash of its algorithm",
        arguments: [(TokenAlgorithm.hs256, 32), (.hs384, 48), (.hs512, 64)]
    )
    func length(algorithm: TokenAlgorithm, minimum: Int) {
        for (count, outcome) in [(minimum - 1, "weak"), (minimum, "accepted"), (minimum + 1, "accepted")] {
            let bytes = [UInt8](repeating: 0xA5, count: count)
            #expect(self.keyOutcome(Data(bytes).base64EncodedString(), algorithm) == outcome)
            #expect(
                ApproovTests.keyOutcome { () throws(KeyError) in
                    try VerificationKey(secret: bytes, algorithm: algorithm)
                } == outcome
            )
        }
    }

    @Test("The text of a key file is no secret, whatever white space is before it", arguments: try keyDocuments())
    func keyDocument(text: String) {
        for prefix in ["", " ", "\r\n\t ", String(repeating: "\n", count: 200)] {
            let secret = Array((prefix + text).utf8)
            #expect(
                ApproovTests.keyOutcome { () throws(KeyError) in try VerificationKey(secret: secret) } == "unsupported"
            )
            #expect(self.keyOutcome(Data(secret).base64EncodedString()) == "unsupported")
        }
    }

    @Test("A public key is no secret, in whatever disguise", arguments: try disguisedKeys())
    func disguisedKey(name: String, secret: [UInt8]) {
        #expect(ApproovTests.keyOutcome { () throws(KeyError) in try VerificationKey(secret: secret) } == "unsupported")
    }

    private static func disguisedKeys() throws -> [(String, [UInt8])] {
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048).publicKey
        let p256 = P256.Signing.PrivateKey().publicKey
        let pem = p256.pemRepresentation
        return [
            ("RSA, SubjectPublicKeyInfo", Array(rsa.derRepresentation)),
            ("RSA, RSAPublicKey", Array(rsa.pkcs1DERRepresentation)),
            ("P-256, SubjectPublicKeyInfo", Array(p256.derRepresentation)),
            ("P-521, SubjectPublicKeyInfo", Array(P521.Signing.PrivateKey().publicKey.derRepresentation)),
            ("PEM after a byte order mark", Array("\u{FEFF}\(pem)".utf8)),
            ("PEM after other lines", Array("Bag Attributes\n  friendlyName: key\n# comment\n\(pem)".utf8)),
            ("PEM in quotes", Array("\"\(pem)\"".utf8)),
            ("PEM in UTF-16", pem.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }),
            ("JWK after a byte order mark", Array("\u{FEFF}{\"kty\":\"EC\",\"crv\":\"P-256\"}               ".utf8)),
            ("JWK in an array", Array("[{\"kty\":\"EC\",\"crv\":\"P-256\"}]               ".utf8)),
        ]
    }

    private static func keyDocuments() throws -> [String] {
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let ec = P256.Signing.PrivateKey()
        return [
            rsa.publicKey.pemRepresentation, rsa.publicKey.pkcs1PEMRepresentation, rsa.pemRepresentation,
            ec.publicKey.pemRepresentation, ec.pemRepresentation,
            "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIBBzAKBggqhkjOPQQDAjAS\n-----END CERTIFICATE-----",
            "---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3NzaC1yc2EAAAADAQABAAABAQ==\n---- END SSH2 PUBLIC KEY ----",
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCh someone@example.com",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG someone@example.com",
            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY= someone@example.com",
            #"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}"#,
            #"{"keys":[{"alg":"RS256","kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd"}]}"#,
        ]
    }

    @Test("A secret may begin with any byte", arguments: UInt8.min...UInt8.max)
    func anyFirstByte(byte: UInt8) {
        let secret = [byte] + Self.bytes
        #expect(ApproovTests.keyOutcome { () throws(KeyError) in try VerificationKey(secret: secret) } == "accepted")
    }

    @Test("Printing a key shows its algorithm and its identifier, and nothing of the secret")
    func placeholder() throws {
        let text = Data((0..<64).map { UInt8(ascii: "a") + $0 % 26 }).base64EncodedString()
        let key = try VerificationKey(base64Secret: text, keyID: "12")
        #expect("\(key)" == "VerificationKey(HS256, kid: 12)")
        #expect("\(try VerificationKey(base64Secret: text))" == "VerificationKey(HS256)")
        #expect(Mirror(reflecting: key).children.isEmpty)
        var dumped = ""
        dump(key, to: &dumped)
        dump(KeyRing(key), to: &dumped)
        dump(KeyStore(KeyRing(key)), to: &dumped)
        dump(ApproovVerifier(keys: KeyRing(key)), to: &dumped)
        dumped += "\(KeyRing(key)) \(KeyStore(KeyRing(key))) \(ApproovVerifier(keys: KeyRing(key)))"
        dumped += String(reflecting: key) + String(reflecting: KeyRing(key))
        expectNothing(of: [text, String(repeating: "abcdefghijklmnopqrstuvwxyz", count: 3)], in: dumped)
        #expect(!dumped.contains("- 97"), "\(dumped)")
    }

    @Test("No error quotes a secret")
    func errors() {
        let secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ"
        for text in [secret, secret + "_-", secret + "+/", secret + "!", " " + secret + "=="] {
            for algorithm in TokenAlgorithm.allCases {
                let errors = [
                    #expect(throws: KeyError.self) { try VerificationKey(base64Secret: text, algorithm: algorithm) },
                    #expect(throws: KeyError.self) { try VerificationKey(base64URLSecret: text, algorithm: algorithm) },
                ]
                expectNothing(of: [secret, "secret-secret-secret"], in: "\(errors)")
            }
        }
    }
}
