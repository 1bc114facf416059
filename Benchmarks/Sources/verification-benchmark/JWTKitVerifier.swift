import Approov
import Crypto
import Foundation
import JWTKit

/// jwt-kit doing what a backend needs: signature, expiry, and the claims of an Approov token.
struct JWTKitVerifier {
    private struct Payload: JWTPayload {
        let exp: ExpirationClaim
        let ip: String
        let did: String
        let pay: String

        func verify(using algorithm: some JWTAlgorithm) throws {
            try self.exp.verifyNotExpired()
        }
    }

    private let keys = JWTKeyCollection()
    private let token: String

    init(_ folder: CaseFolder) async throws {
        self.token = try folder.token
        let key = try folder.key
        switch try folder.algorithm {
        case .hs256:
            await self.keys.add(hmac: HMACKey(from: Data(base64Encoded: key) ?? Data()), digestAlgorithm: .sha256)
        case .rs256: await self.keys.add(rsa: try Insecure.RSA.PublicKey(pem: key), digestAlgorithm: .sha256)
        case .es256: await self.keys.add(ecdsa: try ES256PublicKey(pem: key))
        default: throw UsageError()
        }
    }

    /// Returns the verification of the token and, if there is one, of its binding to a credential.
    func work(credential: String?) -> Work {
        let (keys, token) = (self.keys, self.token)
        return .asynchronous {
            let payload = try await keys.verify(token, as: Payload.self)
            guard let credential else { return !payload.pay.isEmpty && !payload.did.isEmpty }
            return payload.pay == Data(SHA256.hash(data: Data(credential.utf8))).base64EncodedString()
        }
    }
}
