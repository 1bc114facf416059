import CryptoExtras

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

    init?(_ key: _RSA.Signing.PrivateKey) {
        var outer = DERReader(Array(key.derRepresentation)[...])
        guard let sequence = outer.next(.sequence) else { return nil }
        var reader = DERReader(sequence.content)
        guard reader.next(.integer) != nil else { return nil }
        var numbers: [Number] = []
        for name in Self.names {
            guard let integer = reader.next(.integer) else { return nil }
            numbers.append(Number(name: name, bytes: integer.content.drop { $0 == 0 }))
        }
        self.all = numbers
    }

    subscript(name: String) -> ArraySlice<UInt8>? {
        self.all.first { $0.name == name }?.bytes
    }
}
