import Approov
import Foundation
import JWTKit
import Testing

@Suite("Tokens that jwt-kit signs are refused")
struct RefusalTests {
    private static let pairs = TokenAlgorithm.allCases.flatMap { one in
        TokenAlgorithm.allCases.filter { $0 != one }.map { (one, $0) }
    }

    @Test("if another key of the same algorithm has signed them", arguments: TokenAlgorithm.allCases)
    func foreignKey(algorithm: TokenAlgorithm) async throws {
        let token = try await KeyMaterial.foreign.get().token(algorithm)
        #expect(try KeyMaterial.ours.get().ring(algorithm).verdict(on: token) == "invalidSignature")
    }

    @Test("if they are in another algorithm than the key's, also with the same secret or private key", arguments: pairs)
    func otherAlgorithm(of token: TokenAlgorithm, of key: TokenAlgorithm) async throws {
        let keys = try KeyMaterial.ours.get()
        #expect(try keys.ring(key).verdict(on: await keys.token(token)) == "algorithmNotAllowed")
    }

    @Test("if they name the key's algorithm and are signed in another", arguments: pairs)
    func otherSignature(signedIn algorithm: TokenAlgorithm, named name: TokenAlgorithm) async throws {
        let keys = try KeyMaterial.ours.get()
        let token = try await keys.token(algorithm, header: ["alg": .string(name.rawValue)])
        #expect(try keys.ring(name).verdict(on: token) == "invalidSignature")
    }

    @Test(
        "if their dates are wrong",
        arguments: [
            (Claims(exp: ExpirationClaim(value: .inSeconds(-1))), "expired"),
            (Claims(exp: ExpirationClaim(value: .distantPast)), "expired"),
            (Claims(exp: nil), "missingExpiry"),
            (Claims(exp: Claims.valid.exp, nbf: NotBeforeClaim(value: .inSeconds(200))), "notYetValid"),
            (Claims(exp: Claims.valid.exp, iat: IssuedAtClaim(value: .inSeconds(200))), "notYetValid"),
        ]
    )
    func dates(claims: Claims, verdict: String) async throws {
        let keys = try KeyMaterial.ours.get()
        #expect(try keys.ring(.es256).verdict(on: await keys.token(.es256, claims: claims)) == verdict)
    }

    @Test("for their signature, and not for their expiry, if both are wrong")
    func signatureFirst() async throws {
        let expired = Claims(exp: ExpirationClaim(value: .distantPast))
        let token = try await KeyMaterial.foreign.get().token(.hs256, claims: expired)
        #expect(try KeyMaterial.ours.get().ring(.hs256).verdict(on: token) == "invalidSignature")
    }

    @Test(
        "if they do not name the key that has signed them",
        arguments: [
            ("13", "unknownKey"), (nil, "unknownKey"), ("", "unknownKey"), ("es384", "algorithmNotAllowed"),
            ("foreign", "invalidSignature"), ("12", "accepted"),
        ]
    )
    func keyID(keyID: String?, verdict: String) async throws {
        let keys = try KeyMaterial.ours.get()
        let ring = try KeyRing([
            keys.verificationKey(.es256, keyID: "12"),
            keys.verificationKey(.es384, keyID: "es384"),
            KeyMaterial.foreign.get().verificationKey(.es256, keyID: "foreign"),
        ])
        #expect(ring.verdict(on: try await keys.token(.es256, keyID: keyID)) == verdict)
    }

    @Test(
        "if their header asks for what we do not do",
        arguments: [
            (["alg": .string("none")], "algorithmNotAllowed"),
            (["alg": .string("es256")], "algorithmNotAllowed"),
            (["typ": .string("at+jwt")], "malformedToken"),
            (["crit": .array([.string("exp")])], "malformedToken"),
            (["b64": .bool(true)], "malformedToken"),
            (["zip": .string("DEF")], "malformedToken"),
            (["kid": .int(12)], "malformedToken"),
        ] as [(JWTHeader, String)]
    )
    func header(header: JWTHeader, verdict: String) async throws {
        let keys = try KeyMaterial.ours.get()
        #expect(try keys.ring(.es256).verdict(on: await keys.token(.es256, header: header)) == verdict)
    }

    @Test("if they bring the key that has signed them along")
    func embeddedKey() async throws {
        let foreign = try KeyMaterial.foreign.get()
        let (x, y) = try #require(foreign.p256.parameters)
        let jwk: JWTHeaderField = .object([
            "kty": .string("EC"), "crv": .string("P-256"), "x": .string(x), "y": .string(y),
        ])
        let token = try await foreign.token(.es256, header: ["jwk": jwk])
        #expect(try KeyMaterial.ours.get().ring(.es256).verdict(on: token) == "invalidSignature")
    }

    @Test("if they are not signed")
    func unsigned() async throws {
        let token = try await JWTKeyCollection().addUnsecuredNone().sign(Claims.valid)
        #expect(try KeyMaterial.ours.get().ring(.hs256).verdict(on: token) == "algorithmNotAllowed")
    }

    @Test(
        "if the text of our public key was taken for a secret",
        arguments: [
            ([.rs256], "algorithmNotAllowed"), ([.rs256, .hs256], "invalidSignature"),
        ] as [([TokenAlgorithm], String)]
    )
    func publicKeyAsSecret(ring algorithms: [TokenAlgorithm], verdict: String) async throws {
        let keys = try KeyMaterial.ours.get()
        let forger = JWTKeyCollection()
        await forger.add(hmac: HMACKey(from: keys.rsa.publicKey.pemRepresentation), digestAlgorithm: .sha256)
        let ring = try KeyRing(algorithms.map { try keys.verificationKey($0) })
        #expect(ring.verdict(on: try await forger.sign(Claims.valid)) == verdict)
    }
}
