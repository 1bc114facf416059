import ApproovTesting

/// The parts of an X.509 certificate that a pin is about (RFC 5280 section 4.1).
///
/// They are read, not judged: whether to trust the certificate is for the person who pins it.
struct Certificate {
    /// The SubjectPublicKeyInfo in DER.
    let publicKey: ArraySlice<UInt8>

    /// The last common name of the subject, if it has one.
    let commonName: String?

    /// When the certificate begins and ends to be valid.
    let validity: (from: String, to: String)?

    private static let commonNameOID: [UInt8] = [0x55, 0x04, 0x03]

    init?(der: [UInt8]) {
        var file = DERReader(der[...])
        guard let certificate = file.next(.sequence), file.isAtEnd else { return nil }
        var outer = DERReader(certificate.content)
        guard let signed = outer.next(.sequence) else { return nil }
        var reader = DERReader(signed.content)
        _ = reader.next(.explicit0)
        guard reader.next(.integer) != nil, reader.next(.sequence) != nil, reader.next(.sequence) != nil,
            let validity = reader.next(.sequence), let subject = reader.next(.sequence),
            let publicKey = reader.next(.sequence), Self.isPublicKey(publicKey)
        else { return nil }
        self.publicKey = publicKey.encoding
        self.commonName = Self.commonName(in: subject)
        self.validity = Self.validity(validity)
    }

    /// An algorithm and a bit string.
    static func isPublicKey(_ element: DERReader.Element) -> Bool {
        var reader = DERReader(element.content)
        return reader.next(.sequence) != nil && reader.next(.bitString) != nil && reader.isAtEnd
    }

    private static func commonName(in subject: DERReader.Element) -> String? {
        var name: String?
        var sets = DERReader(subject.content)
        while let set = sets.next(.set) {
            var attributes = DERReader(set.content)
            while let attribute = attributes.next(.sequence) {
                var reader = DERReader(attribute.content)
                guard reader.next(.objectIdentifier)?.content.elementsEqual(Self.commonNameOID) == true else {
                    continue
                }
                let value = reader.next(.utf8String) ?? reader.next(.printableString) ?? reader.next(.ia5String)
                name = value.flatMap { String(validating: $0.content, as: UTF8.self) } ?? name
            }
        }
        return name
    }

    private static func validity(_ element: DERReader.Element) -> (String, String)? {
        var reader = DERReader(element.content)
        guard let from = Self.time(&reader), let to = Self.time(&reader) else { return nil }
        return (from, to)
    }

    /// Returns a time as RFC 3339 writes it.
    ///
    /// Two digits of a year mean one from 1950 to 2049 (RFC 5280 section 4.1.2.5.1).
    private static func time(_ reader: inout DERReader) -> String? {
        let digits: [UInt8]
        if let time = reader.next(.utcTime), let first = time.content.first {
            digits = Array((first >= UInt8(ascii: "5") ? "19" : "20").utf8) + time.content
        } else if let time = reader.next(.generalizedTime) {
            digits = Array(time.content)
        } else {
            return nil
        }
        guard digits.count == 15, digits.last == UInt8(ascii: "Z"),
            digits.dropLast().allSatisfy({ 0x30...0x39 ~= $0 })
        else { return nil }
        func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
    }
}
