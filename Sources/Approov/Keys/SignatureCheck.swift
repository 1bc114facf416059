import Crypto
import CryptoExtras

/// A key ready for use: whatever can be computed before the first token has been.
///
/// It is indirect, so that a copy of a key counts one reference, whatever the key is made of.
indirect enum SignatureCheck: Sendable {
    /// The hash that an RSA signature is made over.
    enum Hash: Sendable { case sha256, sha384, sha512 }

    case hmac256(HMAC<SHA256>)
    case hmac384(HMAC<SHA384>)
    case hmac512(HMAC<SHA512>)
    case rsa(_RSA.Signing.PublicKey, _RSA.Signing.Padding, Hash)
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case p521(P521.Signing.PublicKey)

    /// Returns whether the signature, in the form of RFC 7518 section 3, is that of the message.
    func isValid(_ signature: Span<UInt8>, of message: Span<UInt8>) -> Bool {
        guard signature.count == self.signatureLength else { return false }
        return unsafe signature.withUnsafeBytes { signature in
            unsafe message.withUnsafeBytes { message in
                unsafe self.isValid(OneRegion(bytes: signature), of: OneRegion(bytes: message))
            }
        }
    }

    private func isValid(_ signature: OneRegion, of message: OneRegion) -> Bool {
        switch self {
        case .hmac256(let hmac): unsafe Self.isValid(signature, of: message, with: hmac)
        case .hmac384(let hmac): unsafe Self.isValid(signature, of: message, with: hmac)
        case .hmac512(let hmac): unsafe Self.isValid(signature, of: message, with: hmac)
        case .rsa(let key, let padding, .sha256):
            unsafe Self.isValid(signature, of: SHA256.hash(data: message), with: key, padding)
        case .rsa(let key, let padding, .sha384):
            unsafe Self.isValid(signature, of: SHA384.hash(data: message), with: key, padding)
        case .rsa(let key, let padding, .sha512):
            unsafe Self.isValid(signature, of: SHA512.hash(data: message), with: key, padding)
        case .p256(let key):
            if let signature = unsafe try? P256.Signing.ECDSASignature(rawRepresentation: signature) {
                unsafe key.isValidSignature(signature, for: message)
            } else {
                false
            }
        case .p384(let key):
            if let signature = unsafe try? P384.Signing.ECDSASignature(rawRepresentation: signature) {
                unsafe key.isValidSignature(signature, for: message)
            } else {
                false
            }
        case .p521(let key):
            if let signature = unsafe try? P521.Signing.ECDSASignature(rawRepresentation: signature) {
                unsafe key.isValidSignature(signature, for: message)
            } else {
                false
            }
        }
    }

    /// The only length, in bytes, that a signature with this key has.
    private var signatureLength: Int {
        switch self {
        case .hmac256: SHA256.byteCount
        case .hmac384: SHA384.byteCount
        case .hmac512: SHA512.byteCount
        case .rsa(let key, _, _): (key.keySizeInBits + 7) / 8
        case .p256: 64
        case .p384: 96
        case .p521: 132
        }
    }

    /// Goes on from a copy of the prepared state, so that the key is not expanded again for each token.
    ///
    /// Compares in constant time.
    private static func isValid<H>(
        _ signature: OneRegion,
        of message: OneRegion,
        with hmac: consuming HMAC<H>
    ) -> Bool {
        unsafe hmac.update(data: message)
        return unsafe hmac.finalize() == signature
    }

    private static func isValid(
        _ signature: OneRegion,
        of digest: some Digest,
        with key: _RSA.Signing.PublicKey,
        _ padding: _RSA.Signing.Padding
    ) -> Bool {
        unsafe key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature),
            for: digest,
            padding: padding
        )
    }
}
