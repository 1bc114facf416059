import Approov
import ApproovTesting
import Crypto
import CryptoExtras
import Foundation
import Testing

@Suite("Keys in PEM")
struct VerificationKeyPEMTests {
    private static let publicKeyAlgorithms = TokenAlgorithm.allCases.filter { !$0.isSymmetric }
    private static let secretAlgorithms = TokenAlgorithm.allCases.filter(\.isSymmetric)

    private func outcome(_ pem: String, _ algorithm: TokenAlgorithm) -> String {
        keyOutcome { () throws(KeyError) in try VerificationKey(pem: pem, algorithm: algorithm) }
    }

    @Test("A document is accepted or refused for what is in it", arguments: try KeyVector.all())
    func document(vector: KeyVector) throws {
        let algorithm = try #require(TokenAlgorithm(rawValue: vector.algorithm))
        #expect(self.outcome(vector.pem, algorithm) == vector.outcome)
    }

    @Test("A token is verified with the public key of its algorithm", arguments: publicKeyAlgorithms)
    func roundTrip(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        #expect(issuer.key.algorithm == algorithm)
        #expect(issuer.verifier().outcome(token: try issuer.token()) == "accepted")
        #expect(issuer.verifier().outcome(token: try issuer.token(.wrongKey)) == "invalidSignature")
    }

    @Test("White space around a document and Windows line ends change nothing")
    func whiteSpace() {
        let pem = P256.Signing.PrivateKey().publicKey.pemRepresentation
        #expect(self.outcome("\r\n \t\(pem) \n\n", .es256) == "accepted")
        #expect(self.outcome(pem.replacingOccurrences(of: "\n", with: "\r\n"), .es256) == "accepted")
    }

    @Test("A key identifier is kept as it is")
    func keyID() throws {
        let pem = P256.Signing.PrivateKey().publicKey.pemRepresentation
        #expect(try VerificationKey(pem: pem, algorithm: .es256).keyID == nil)
        #expect(try VerificationKey(pem: pem, algorithm: .es256, keyID: " 12 ").keyID == " 12 ")
        #expect(try VerificationKey(pem: pem, algorithm: .es256, keyID: "").keyID?.isEmpty == true)
    }

    @Test("A secret has no PEM", arguments: secretAlgorithms)
    func secretAlgorithm(algorithm: TokenAlgorithm) {
        #expect(self.outcome(P256.Signing.PrivateKey().publicKey.pemRepresentation, algorithm) == "unsupported")
    }

    @Test("A private key is refused as such, and not quoted", arguments: TokenAlgorithm.allCases)
    func privateKey(algorithm: TokenAlgorithm) throws {
        let rsa = try Self.privateRSAKey.get()
        let documents = [
            rsa.pemRepresentation, rsa.pkcs8PEMRepresentation, P256.Signing.PrivateKey().pemRepresentation,
            P384.Signing.PrivateKey().pemRepresentation, P521.Signing.PrivateKey().pemRepresentation,
            "-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMHc=\n-----END ENCRYPTED PRIVATE KEY-----",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nMHc=\n-----END OPENSSH PRIVATE KEY-----",
            rsa.publicKey.pemRepresentation + P256.Signing.PrivateKey().pemRepresentation,
        ]
        for document in documents {
            let error = #expect(throws: KeyError.self) { try VerificationKey(pem: document, algorithm: algorithm) }
            #expect(error?.code == .notPublic)
            expectNothing(of: document.components(separatedBy: "\n"), in: "\(String(describing: error))")
        }
    }

    private static let privateRSAKey = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    @Test(
        "What is not PEM is refused",
        arguments: [
            "", " ", "-----BEGIN PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END CERTIFICATE-----",
            "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----",
            "-----END PUBLIC KEY-----\nAAAA\n-----BEGIN PUBLIC KEY-----",
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ== someone", #"{"kty":"EC"}"#, "<html>404</html>",
            "approov_base64_secret_here", String(repeating: "-", count: 5000), "\u{0}", "é",
        ]
    )
    func garbage(text: String) {
        for algorithm in Self.publicKeyAlgorithms {
            #expect(self.outcome(text, algorithm) == "malformed", "\(algorithm)")
        }
    }

    @Test("A document that has been cut off anywhere is refused", arguments: [TokenAlgorithm.rs256, .es256])
    func truncation(algorithm: TokenAlgorithm) throws {
        let pem =
            algorithm == .es256
            ? P256.Signing.PrivateKey().publicKey.pemRepresentation
            : try Self.privateRSAKey.get().publicKey.pemRepresentation
        let text = pem.trimmingCharacters(in: .whitespacesAndNewlines)
        for length in 0..<text.utf8.count {
            #expect(self.outcome(String(decoding: text.utf8.prefix(length), as: UTF8.self), algorithm) == "malformed")
        }
    }
}
