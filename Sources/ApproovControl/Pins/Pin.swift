import Crypto
import SwiftASN1

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
            guard let certificate = block.bytes.flatMap({ try? Certificate(der: $0) }) else {
                throw PinFault(block.label)
            }
            self.origin = .certificate(certificate)
            self.text = Self.hash(of: certificate.publicKey)
        case "PUBLIC KEY":
            guard let key = block.bytes.flatMap({ try? PublicKeyInfo(DER.parse($0)) }) else {
                throw PinFault(block.label)
            }
            self.origin = .publicKey
            self.text = Self.hash(of: key)
        default: return nil
        }
    }

    private static func hash(of key: PublicKeyInfo) -> String {
        "sha256/" + SecretEncoding.base64.text(of: Array(SHA256.hash(data: key.der)))
    }

    var cells: [String] {
        switch self.origin {
        case .certificate(let certificate):
            [
                self.text, certificate.commonName.map(PlainText.escaping) ?? "no common name",
                "\(certificate.validity.from) to \(certificate.validity.to)",
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
                ("notBefore", .text(certificate.validity.from)),
                ("notAfter", .text(certificate.validity.to)),
            ])
        case .publicKey: .object([("pin", .text(self.text)), ("kind", .text("publicKey"))])
        }
    }
}
