/// A signature that is genuine: what exactly it covers, and what its maker said of it.
///
/// Only ``UnverifiedSignature/verified(by:covering:requiring:)`` makes one.
public struct VerifiedSignature: Sendable {
    /// The label.
    public let label: String

    /// The algorithm of the key that verified it.
    public let algorithm: SignatureAlgorithm

    /// The bytes that were signed.
    ///
    /// Their hash with the label identifies the signed message; the signature's own bytes do not, because an ECDSA signature
    /// can be changed into another valid one.
    public let base: SignatureBase

    private let input: SignatureInput

    init(label: String, input: SignatureInput, algorithm: SignatureAlgorithm, base: SignatureBase) {
        self.label = label
        self.input = input
        self.algorithm = algorithm
        self.base = base
    }

    /// The covered components in order.
    public var components: [MessageComponent] { self.input.components }

    /// The parameters in order.
    public var parameters: [SignatureParameter] { self.input.parameters }

    /// When the signature was made, in seconds since 1970, if it is stated.
    public var created: Int64? { self.input.created }

    /// When the signature ceases to be valid, in seconds since 1970, if it is stated.
    public var expires: Int64? { self.input.expires }

    /// The identifier of the key, if it is stated.
    public var keyID: String? { self.input.keyID }

    /// The value that is used once, if there is one.
    public var nonce: String? { self.input.nonce }

    /// What the signature is for, if it is stated.
    public var tag: String? { self.input.tag }
}

extension VerifiedSignature: CustomStringConvertible, CustomReflectable {
    /// The label and the algorithm.
    public var description: String { "VerifiedSignature(\(self.label), \(self.algorithm.rawValue))" }

    /// A mirror without children, so that `dump` shows no value of the message.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
