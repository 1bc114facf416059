/// A key with which tokens are verified, together with the one algorithm that it is for.
///
/// A token is verified with a key only if its header names exactly the key's algorithm. So no token can choose how it is
/// verified, and a public key can never be taken for an HMAC secret.
///
/// ```swift
/// let account = try VerificationKey(base64Secret: text)
/// let keySet = try VerificationKey(pem: pem, algorithm: .es256, keyID: "12")
/// ```
///
/// Printing a key shows its algorithm and its identifier, never what it is made of.
public struct VerificationKey: Sendable {
    /// The algorithm that a token must name to be verified with this key.
    public let algorithm: TokenAlgorithm

    /// The `kid` that a token must name to be verified with this key, if it has one.
    public let keyID: String?

    private let check: SignatureCheck

    init(algorithm: TokenAlgorithm, keyID: String?, check: SignatureCheck) {
        self.algorithm = algorithm
        self.keyID = keyID
        self.check = check
    }

    /// Returns whether the key has this `kid`, byte for byte, or neither has any.
    func isNamed(_ keyID: String?) -> Bool {
        guard let keyID, let own = self.keyID else { return keyID == nil && self.keyID == nil }
        return own.utf8.elementsEqual(keyID.utf8)
    }

    /// Returns whether the signature is that of the message with this key.
    func isValid(_ signature: Span<UInt8>, of message: Span<UInt8>) -> Bool {
        self.check.isValid(signature, of: message)
    }
}

extension VerificationKey: CustomStringConvertible, CustomReflectable {
    /// The algorithm and the identifier.
    public var description: String {
        "VerificationKey(\(self.algorithm.rawValue)\(self.keyID.map { ", kid: \($0)" } ?? ""))"
    }

    /// A mirror without children, so that `dump` shows no key either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
