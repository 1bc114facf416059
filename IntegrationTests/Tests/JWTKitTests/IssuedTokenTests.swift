import Approov
import ApproovTesting
import Foundation
import JWTKit
import Testing

@Suite("Tokens of the test issuer")
struct IssuedTokenTests {
    private let secret = Data((0..<64).map { UInt8($0) })

    private func issuer() throws -> TestIssuer {
        try TestIssuer(base64Secret: self.secret.base64EncodedString(), now: .now)
    }

    private func read(_ token: String) async throws -> Claims {
        let keys = JWTKeyCollection()
        await keys.add(hmac: HMACKey(from: self.secret), digestAlgorithm: .sha256)
        return try await keys.verify(token, as: Claims.self)
    }

    /// Returns the secret in the issuer's JWK, a type that jwt-kit does not read.
    private func secret(of issuer: TestIssuer) throws -> HMACKey {
        let members = try JSONDecoder().decode([String: String].self, from: Data(issuer.jwk.utf8))
        let text = try #require(members["k"]).replacingOccurrences(of: "-", with: "+")
            .replacingOccurrences(of: "_", with: "/")
        return HMACKey(from: try #require(Data(base64Encoded: text + "==")))
    }

    @Test("are genuine to jwt-kit, and say the same", arguments: [TestToken.valid, .fullClaims, .failover])
    func genuine(kind: TestToken) async throws {
        let issuer = try self.issuer()
        let claims = try await self.read(issuer.token(kind, boundTo: "Bearer abc"))
        #expect(claims.did == "ExampleApproovTokenDID==")
        #expect(claims.exp?.value.timeIntervalSince1970 == issuer.now.advanced(bySeconds: 300).secondsSinceEpoch)
    }

    @Test("are genuine to jwt-kit in every algorithm", arguments: TokenAlgorithm.allCases)
    func everyAlgorithm(algorithm: TokenAlgorithm) async throws {
        let issuer = try TestIssuer(algorithm: algorithm, keyID: "12", now: .now)
        let keys = JWTKeyCollection()
        switch algorithm {
        case .hs256: await keys.add(hmac: try self.secret(of: issuer), digestAlgorithm: .sha256, kid: "12")
        case .hs384: await keys.add(hmac: try self.secret(of: issuer), digestAlgorithm: .sha384, kid: "12")
        case .hs512: await keys.add(hmac: try self.secret(of: issuer), digestAlgorithm: .sha512, kid: "12")
        default: try await keys.add(jwk: JWK(json: issuer.jwk))
        }
        let claims = try await keys.verify(issuer.token(), as: Claims.self)
        #expect(claims.did == "ExampleApproovTokenDID==")
    }

    @Test(
        "are refused by jwt-kit for the reason they are named after",
        arguments: [
            (TestToken.expired, JWTError.ErrorType.claimVerificationFailure),
            (.wrongKey, .signatureVerificationFailed),
            (.wrongAlgorithm, .signatureVerificationFailed),
            (.unsigned, .signatureVerificationFailed),
        ]
    )
    func refused(kind: TestToken, reason: JWTError.ErrorType) async throws {
        let token = try self.issuer().token(kind)
        let error = await #expect(throws: JWTError.self) { try await self.read(token) }
        #expect(error?.errorType == reason)
    }

    @Test("lack their expiry if they are to lack it")
    func withoutExpiry() async throws {
        #expect(try await self.read(self.issuer().token(.withoutExpiry)).exp == nil)
    }
}
