import ApproovTesting
import Crypto

/// A public key that an app may be told to insist on.
struct Pin {
    /// What the public key was found in.
    enum Origin {
        case certificate(Certificate)
        case publicKey
    }

    private let origin: Origin

    /// The SHA-256 of the SubjectPublicKeyInfo in base64 (RFC 7469 section 2.4).
    private let text: String

    /// Makes the pin of a block; of anything but certificates and public keys there is none.
    ///
    /// - Throws: ``PinFault`` if the block is one of those, and broken.
    init?(_ block: PEMBlock) throws(PinFault) {
        switch block.label {
        case "CERTIFICATE", "X509 CERTIFICATE":
            guard let certificate = block.bytes.flatMap(Certificate.init(der:)) else { throw PinFault(block.label) }
            self.origin = .certificate(certificate)
            self.text = Self.hash(of: certificate.publicKey)
        case "PUBLIC KEY":
            guard let bytes = block.bytes else { throw PinFault(block.label) }
            var reader = DERReader(bytes[...])
            guard let key = reader.next(.sequence), reader.isAtEnd, Certificate.isPublicKey(key) else {
                throw PinFault(block.label)
            }
            self.origin = .publicKey
            self.text = Self.hash(of: key.encoding)
        default: return nil
        }
    }

    private static func hash(of key: ArraySlice<UInt8>) -> String {
        "sha256/" + SecretEncoding.base64.text(of: Array(SHA256.hash(data: Array(key))))
    }

    var cells: [String] {
        switch self.origin {
        case .certificate(let certificate):
            [
                self.text, certificate.commonName.map(PlainText.escaping) ?? "no common name",
                certificate.validity.map { "\($0.from) to \($0.to)" } ?? "",
            ]
        case .publicKey: [self.text, "public key"]
        }
    }

    var json: JSONOutput {
        switch self.origin {
        case .certificate(let certificate):
            .object([
                ("pin", .text(self.text)), ("kind", .text("certificate")),
                ("commonName", .optionalText(certificate.commonName)),
                ("notBefore", .optionalText(certificate.validity?.from)),
                ("notAfter", .optionalText(certificate.validity?.to)),
            ])
        case .publicKey: .object([("pin", .text(self.text)), ("kind", .text("publicKey"))])
        }
    }
}
