import Approov
import Crypto
import CryptoExtras
import Foundation

/// A token as Approov issues it by default, bound to a credential, in one algorithm; and the keys to verify it.
struct SampleToken {
    static let credential = "Bearer user-access-token"

    static var claims: String {
        let hash = Data(SHA256.hash(data: Data(Self.credential.utf8))).base64EncodedString()
        let expiry = Int(Date().timeIntervalSince1970) + 3600
        return "{\"exp\":\(expiry),\"ip\":\"192.0.2.7\",\"did\":\"ExampleApproovTokenDID==\",\"pay\":\"\(hash)\"}"
    }

    let text: String
    let signed: Data
    let signature: Data

    init(algorithm: String, sign: (Data) throws -> Data) rethrows {
        let header = Self.base64URL(Data("{\"alg\":\"\(algorithm)\",\"typ\":\"JWT\"}".utf8))
        let signed = "\(header).\(Self.base64URL(Data(Self.claims.utf8)))"
        self.signed = Data(signed.utf8)
        self.signature = try sign(self.signed)
        self.text = "\(signed).\(Self.base64URL(self.signature))"
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
