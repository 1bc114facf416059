import Crypto
import HTTPMessageSignatures

/// What is the same in every copy of a signed request: the hash of the label and of the signature base.
///
/// The bytes of the signature are not in it, because an ECDSA signature can be turned into another valid one.
public struct ReplayKey: Sendable, Hashable {
    /// The 32 bytes of the hash.
    public let bytes: [UInt8]

    init(_ signature: MessageSignature) {
        var hash = SHA256()
        hash.update(data: Array(signature.label.rawValue.utf8))
        hash.update(data: [0])
        hash.update(data: Array(signature.signature.base.text.utf8))
        self.bytes = Array(hash.finalize())
    }
}
