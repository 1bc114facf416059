import Crypto

/// The first eight bytes of a secret's SHA-256: enough to see that two places hold the same secret.
///
/// Who knows it can test guesses, so a secret that can be guessed must have none.
struct SecretFingerprint: CustomStringConvertible {
    let description: String

    init(of secret: [UInt8]) {
        self.description = SecretEncoding.hex.text(of: Array(SHA256.hash(data: secret).prefix(8)))
    }
}
