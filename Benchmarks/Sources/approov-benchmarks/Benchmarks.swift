import Approov
import Crypto
import CryptoExtras
import Foundation
import HTTPTypes
import JWTKit

@main
enum Benchmarks {
    static func main() async throws {
        try await self.hs256()
        try await self.rs256()
        try await self.es256()
        try await SigningBenchmark.run()
    }

    private static func hs256() async throws {
        let secret = SymmetricKey(size: SymmetricKeySize(bitCount: 512))
        let bytes = unsafe secret.withUnsafeBytes { unsafe Data($0) }
        let token = SampleToken(algorithm: "HS256") { Data(HMAC<SHA256>.authenticationCode(for: $0, using: secret)) }
        let prepared = HMAC<SHA256>(key: secret)
        let peer = JWTKitVerifier()
        await peer.keys.add(hmac: HMACKey(from: bytes), digestAlgorithm: .sha256)
        try await self.report(
            "HS256",
            token: token,
            key: VerificationKey(secret: Array(bytes)),
            peer: peer
        ) {
            var hmac = prepared
            hmac.update(data: token.signed)
            return hmac.finalize() == token.signature
        }
    }

    private static func rs256() async throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let pem = key.publicKey.pemRepresentation
        let token = try SampleToken(algorithm: "RS256") {
            try key.signature(for: SHA256.hash(data: $0), padding: .insecurePKCS1v1_5).rawRepresentation
        }
        let peer = JWTKitVerifier()
        await peer.keys.add(rsa: try Insecure.RSA.PublicKey(pem: pem), digestAlgorithm: .sha256)
        let publicKey = key.publicKey
        try await self.report(
            "RS256",
            token: token,
            key: VerificationKey(pem: pem, algorithm: .rs256),
            peer: peer
        ) {
            publicKey.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: token.signature),
                for: SHA256.hash(data: token.signed),
                padding: .insecurePKCS1v1_5
            )
        }
    }

    private static func es256() async throws {
        let key = P256.Signing.PrivateKey()
        let token = try SampleToken(algorithm: "ES256") { try key.signature(for: $0).rawRepresentation }
        let peer = JWTKitVerifier()
        await peer.keys.add(ecdsa: try ES256PublicKey(pem: key.publicKey.pemRepresentation))
        let publicKey = key.publicKey
        try await self.report(
            "ES256",
            token: token,
            key: VerificationKey(pem: key.publicKey.pemRepresentation, algorithm: .es256),
            peer: peer
        ) {
            publicKey.isValidSignature(
                try P256.Signing.ECDSASignature(rawRepresentation: token.signature),
                for: token.signed
            )
        }
    }

    /// Measures the bare check, our verification with and without binding, and jwt-kit's, and prints them as a table.
    private static func report(
        _ algorithm: String,
        token: SampleToken,
        key: VerificationKey,
        peer: JWTKitVerifier,
        bare: @escaping Measurement.Body
    ) async throws {
        let evidence = RequestEvidence(fields: [.approovToken: token.text, .authorization: SampleToken.credential])
        let verifier = ApproovVerifier(keys: KeyRing(key))
        var policy = VerificationPolicy.standard
        policy.binding = TokenBinding(to: BoundField(.authorization))
        let binding = verifier.applying(policy)

        let rows = try await Measurement.all([
            ("swift-crypto, the bare check", bare),
            ("Approov, token", { try !verifier.verify(evidence).isBound }),
            ("Approov, token and binding", { try binding.verify(evidence).isBound }),
            ("jwt-kit, token", { try await peer.verify(token.text, credential: nil) }),
            ("jwt-kit, token and binding", { try await peer.verify(token.text, credential: SampleToken.credential) }),
        ])
        guard let base = rows.first else { return }
        Table.print("\(algorithm), token of \(token.text.utf8.count) bytes", "bare", rows, base: base.nanoseconds)
    }
}
