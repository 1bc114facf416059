import Approov
import Foundation
import Testing

/// A key document, the algorithm it is to be used for, and what comes of it.
struct KeyVector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let algorithm: String
    let pem: String
    let outcome: String

    var testDescription: String { self.name }

    static func all() throws -> [KeyVector] {
        struct File: Decodable { let vectors: [KeyVector] }
        let url = try #require(
            Bundle.module.url(forResource: "keys-pem", withExtension: "json", subdirectory: "Vectors")
        )
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).vectors
    }
}
