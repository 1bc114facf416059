import Approov
import Foundation
import HTTPTypes
import JWTKit
import Testing

@Suite("Tokens that jwt-kit signs")
struct AcceptanceTests {
    @Test("are accepted in every algorithm, with kid and without", arguments: TokenAlgorithm.allCases, [nil, "12"])
    func accepted(algorithm: TokenAlgorithm, keyID: String?) async throws {
        let keys = try KeyMaterial.ours.get()
        let token = try await keys.token(algorithm, keyID: keyID)
        #expect(try keys.ring(algorithm, keyID: keyID).verdict(on: token) == "accepted")
    }

    @Test("are accepted whatever their kid by a ring in which no key has one", arguments: TokenAlgorithm.allCases)
    func keyIDIgnored(algorithm: TokenAlgorithm) async throws {
        let keys = try KeyMaterial.ours.get()
        let token = try await keys.token(algorithm, keyID: "12")
        #expect(try keys.ring(algorithm).verdict(on: token) == "accepted")
    }

    @Test("find their key by its kid in a ring of keys of every algorithm", arguments: TokenAlgorithm.allCases)
    func keyFound(algorithm: TokenAlgorithm) async throws {
        let keys = try KeyMaterial.ours.get()
        let ring = try KeyRing(TokenAlgorithm.allCases.map { try keys.verificationKey($0, keyID: $0.rawValue) })
        let token = try await keys.token(algorithm, keyID: algorithm.rawValue)
        #expect(ring.verdict(on: token) == "accepted")
    }

    @Test("are read with the expiry and the device that jwt-kit wrote")
    func claimsRead() async throws {
        let keys = try KeyMaterial.ours.get()
        let claims = Claims.valid
        let fields: HTTPFields = [.approovToken: try await keys.token(.es256, claims: claims)]
        let attestation = try ApproovVerifier(keys: keys.ring(.es256)).verify(RequestEvidence(fields: fields))
        #expect(attestation.claims.deviceID == claims.did)
        #expect(attestation.expiry.secondsSinceEpoch == claims.exp?.value.timeIntervalSince1970)
    }
}
