public import Approov
import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The key pair of one installation of an app, with which it signs its requests.
///
/// Printing one shows its public key.
public struct TestInstallation: Sendable {
    let privateKey: P256.Signing.PrivateKey

    /// Makes an installation with a new key pair.
    public init() {
        self.privateKey = P256.Signing.PrivateKey()
    }

    /// Makes an installation with a known key pair.
    ///
    /// - Parameter privateKeyPEM: An `EC PRIVATE KEY` or a `PRIVATE KEY` block, of P-256.
    /// - Throws: ``/Approov/KeyError`` if the text is something else.
    public init(privateKeyPEM: String) throws(KeyError) {
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: privateKeyPEM) else {
            throw KeyError(.malformed, "The text is not one P-256 private key in PEM.")
        }
        self.privateKey = key
    }

    /// The public key as a token carries it (`ipk`): the base64 of its SubjectPublicKeyInfo in DER.
    public var publicKey: String { TokenText.base64(Array(self.privateKey.publicKey.derRepresentation)) }
}

extension TestInstallation: CustomStringConvertible, CustomReflectable {
    /// The public key.
    public var description: String { "TestInstallation(\(self.publicKey))" }

    /// A mirror without children, so that a failing expectation does not print the private key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
