import SwiftASN1

/// The name of whom a certificate is for (RFC 5280 section 4.1.2.4).
struct DistinguishedName {
    private static let commonNameType: ASN1ObjectIdentifier = [2, 5, 4, 3]

    /// The last common name, if there is one that can be read.
    let commonName: String?

    init(_ node: ASN1Node) throws {
        self.commonName = try DER.sequence(node, identifier: .sequence) { sets in
            var name: String?
            while let set = sets.next() {
                name = try DER.set(set, identifier: .set) { try Self.commonName(among: &$0) } ?? name
            }
            return name
        }
    }

    private static func commonName(among attributes: inout ASN1NodeCollection.Iterator) throws -> String? {
        var name: String?
        while let attribute = attributes.next() {
            try DER.sequence(attribute, identifier: .sequence) { nodes in
                let type = try ASN1ObjectIdentifier(derEncoded: &nodes)
                guard let value = nodes.next(), type == Self.commonNameType else { return }
                name = Self.text(value) ?? name
            }
        }
        return name
    }

    private static func text(_ node: ASN1Node) -> String? {
        if let text = try? ASN1UTF8String(derEncoded: node) { return String(text) }
        if let text = try? ASN1PrintableString(derEncoded: node) { return String(text) }
        return (try? ASN1IA5String(derEncoded: node)).map { String($0) }
    }
}
