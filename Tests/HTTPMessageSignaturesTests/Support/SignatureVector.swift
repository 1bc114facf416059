import Crypto
import CryptoExtras
import Foundation
import HTTPMessageSignatures
import HTTPTypes
import Testing

/// A published request with its signature, the key to verify it with, and the base that was signed.
struct SignatureVector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let algorithm: String
    let key: String
    let method: String
    let scheme: String
    let authority: String
    let path: String
    let fields: [[String]]
    let label: String
    let base: String

    var testDescription: String { self.name }

    var request: HTTPRequest {
        get throws {
            var request = HTTPRequest(
                method: try #require(HTTPRequest.Method(self.method)),
                scheme: self.scheme,
                authority: self.authority,
                path: self.path
            )
            for field in self.fields {
                let name = try #require(field.first.flatMap { HTTPField.Name($0) })
                request.headerFields.append(HTTPField(name: name, value: try #require(field.last)))
            }
            return request
        }
    }

    var verificationKey: SignatureVerificationKey {
        get throws {
            let bytes = try #require(Data(base64Encoded: self.key))
            return switch try #require(SignatureAlgorithm(rawValue: self.algorithm)) {
            case .rsaPSSSHA512: try .rsaPSS(_RSA.Signing.PublicKey(derRepresentation: bytes))
            case .rsaV15SHA256: try .rsaV15(_RSA.Signing.PublicKey(derRepresentation: bytes))
            case .hmacSHA256: try .hmacSHA256(SymmetricKey(data: bytes))
            case .ecdsaP256SHA256: .p256(try P256.Signing.PublicKey(derRepresentation: bytes))
            case .ecdsaP384SHA384: .p384(try P384.Signing.PublicKey(derRepresentation: bytes))
            case .ed25519: .ed25519(try Curve25519.Signing.PublicKey(rawRepresentation: bytes))
            }
        }
    }

    static func all(in file: String) throws -> [SignatureVector] {
        struct File: Decodable { let vectors: [SignatureVector] }
        let url = try #require(Bundle.module.url(forResource: file, withExtension: "json", subdirectory: "Vectors"))
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).vectors
    }
}
