import SwiftASN1

/// The parts of an X.509 certificate that a pin is about (RFC 5280 section 4.1).
///
/// They are read, not judged: whether to trust the certificate is for the person who pins it.
struct Certificate {
    /// What is public of the certificate's key.
    let publicKey: PublicKeyInfo

    /// The last common name of the subject, if it has one.
    let commonName: String?

    /// When the certificate begins and ends to be valid, as RFC 3339 writes it.
    let validity: (from: String, to: String)

    init(der: [UInt8]) throws {
        let signed = try DER.sequence(try DER.parse(der), identifier: .sequence) { nodes in
            let signed = try nodes.required()
            _ = try nodes.required()
            _ = try ASN1BitString(derEncoded: &nodes)
            return signed
        }
        (self.validity, self.commonName, self.publicKey) = try DER.sequence(signed, identifier: .sequence) { nodes in
            _ = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) { $0 }
            let (_, _, _) = (try nodes.required(), try nodes.required(), try nodes.required())
            let validity = try DER.sequence(nodes.required(), identifier: .sequence) { nodes in
                (try nodes.required().time, try nodes.required().time)
            }
            let commonName = try DistinguishedName(nodes.required()).commonName
            let publicKey = try PublicKeyInfo(nodes.required())
            while nodes.next() != nil { continue }
            return (validity, commonName, publicKey)
        }
    }
}

extension ASN1Node {
    /// A point in time as RFC 3339 writes it.
    fileprivate var time: String {
        get throws {
            if let time = try? UTCTime(derEncoded: self) {
                return Self.text(time.year, [time.month, time.day], [time.hours, time.minutes, time.seconds])
            }
            let time = try GeneralizedTime(derEncoded: self)
            return Self.text(time.year, [time.month, time.day], [time.hours, time.minutes, time.seconds])
        }
    }

    private static func text(_ year: Int, _ date: [Int], _ time: [Int]) -> String {
        func digits(_ number: Int, _ count: Int) -> String {
            String(repeating: "0", count: max(0, count - "\(number)".count)) + "\(number)"
        }
        let date = [digits(year, 4)] + date.map { digits($0, 2) }
        return "\(date.joined(separator: "-"))T\(time.map { digits($0, 2) }.joined(separator: ":"))Z"
    }
}
