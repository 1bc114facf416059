import Crypto
import Foundation
import JWTKit

/// jwt-kit doing what a backend needs: signature, expiry, and the claims of an Approov token.
struct JWTKitVerifier {
    struct Payload: JWTPayload {
        let exp: ExpirationClaim
        let pay: String

        func verify(using algorithm: some JWTAlgorithm) throws {
            try self.exp.verifyNotExpired()
        }
    }

    let keys = JWTKeyCollection()

    /// Verifies the token and, if there is one, its binding to a credential.
    func verify(_ token: String, credential: String?) async throws -> Bool {
        let payload = try await self.keys.verify(token, as: Payload.self)
        guard let credential else { return true }
        return payload.pay == Data(SHA256.hash(data: Data(credential.utf8))).base64EncodedString()
    }
}
