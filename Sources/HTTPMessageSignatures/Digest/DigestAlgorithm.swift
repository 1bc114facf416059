import Crypto

/// An algorithm for digests of bodies that RFC 9530 calls active.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// SHA-256.
    case sha256 = "sha-256"

    /// SHA-512.
    case sha512 = "sha-512"

    /// The length of a digest in bytes.
    var byteCount: Int {
        switch self {
        case .sha256: SHA256.byteCount
        case .sha512: SHA512.byteCount
        }
    }
}
