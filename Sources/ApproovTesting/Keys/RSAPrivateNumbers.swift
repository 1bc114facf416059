import CryptoExtras
import SwiftASN1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The numbers of an RSA key by their names in RFC 7518 section 6.3.
///
/// swift-crypto shows them only within the key's DER: RSAPrivateKey (RFC 8017 appendix A.1.2).
struct RSAPrivateNumbers: Sendable {
    struct Number: Sendable {
        let name: String
        let bytes: ArraySlice<UInt8>

        var isPrivate: Bool { self.name != "n" && self.name != "e" }
    }

    private static let names = ["n", "e", "d", "p", "q", "dp", "dq", "qi"]

    /// The numbers in the order of the DER.
    let all: [Number]

    init(_ key: _RSA.Signing.PrivateKey) throws {
        let root = try DER.parse(Array(key.derRepresentation))
        self.all = try DER.sequence(root, identifier: .sequence) { nodes in
            _ = try Int(derEncoded: &nodes)
            return try Self.names.map { name in
                let integer = try ArraySlice<UInt8>(derEncoded: &nodes)
                return Number(name: name, bytes: integer.drop { $0 == 0 })
            }
        }
    }

    subscript(name: String) -> ArraySlice<UInt8>? {
        self.all.first { $0.name == name }?.bytes
    }
}
