import Crypto
import HTTPMessageSignatures

/// The public key of an app's installation, as a genuine token carries it.
enum InstallationKey {
    /// What precedes the point in the SubjectPublicKeyInfo of a P-256 key (RFC 5480): the algorithm, the curve, and the length.
    private static let prefix: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ]

    /// The point, uncompressed: a byte that says so, and two coordinates.
    private static let pointLength = 65

    /// Returns the key, if the claim is the canonical base64 of a P-256 key with an uncompressed point.
    static func key(of claims: TokenClaims) -> SignatureVerificationKey? {
        guard let text = claims.installationPublicKey, let bytes = Base64.standard.decode(text),
            bytes.count == Self.prefix.count + Self.pointLength, bytes.starts(with: Self.prefix),
            let key = try? P256.Signing.PublicKey(x963Representation: bytes.dropFirst(Self.prefix.count))
        else { return nil }
        return .p256(key)
    }
}
