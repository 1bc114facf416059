import Approov
import Foundation
import Testing

/// A published token, the key to verify it with, and what a verifier must make of it.
struct TokenVector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let jwk: [String: String]
    let token: String
    let now: Double
    let outcome: String

    var testDescription: String { self.name }

    var ring: KeyRing {
        get throws {
            let document = try JSONEncoder().encode(self.jwk)
            return KeyRing(try VerificationKey(jwk: String(decoding: document, as: UTF8.self)))
        }
    }

    static func all(in file: String) throws -> [TokenVector] {
        struct File: Decodable { let vectors: [TokenVector] }
        let url = try #require(Bundle.module.url(forResource: file, withExtension: "json", subdirectory: "Vectors"))
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).vectors
    }
}
