import SwiftASN1

/// A public key and what it is for: SubjectPublicKeyInfo (RFC 5280 section 4.1).
struct PublicKeyInfo {
    /// The whole in DER.
    let der: [UInt8]

    init(_ node: ASN1Node) throws {
        try DER.sequence(node, identifier: .sequence) { nodes in
            try DER.sequence(nodes.required(), identifier: .sequence) { nodes in
                _ = try ASN1ObjectIdentifier(derEncoded: &nodes)
                while nodes.next() != nil { continue }
            }
            _ = try ASN1BitString(derEncoded: &nodes)
        }
        self.der = Array(node.encodedBytes)
    }
}
