import SwiftASN1

extension ASN1NodeCollection.Iterator {
    /// Returns the next node, which must be there.
    mutating func required() throws -> ASN1Node {
        guard let node = self.next() else { throw ASN1Error.invalidASN1Object(reason: "A part is missing.") }
        return node
    }
}
