import Crypto
import CryptoExtras

/// Bounds that keep a key strong, and affordable to verify with.
enum KeyStrength {
    private static let secretBytes = 32
    private static let modulusBits = 2048...8192

    static func check(_ secret: SymmetricKey) throws(SignatureKeyError) {
        guard secret.bitCount >= Self.secretBytes * 8 else {
            throw SignatureKeyError(description: "The secret has \(secret.bitCount / 8) bytes; 32 are the least.")
        }
    }

    static func check(_ key: _RSA.Signing.PublicKey) throws(SignatureKeyError) {
        guard Self.modulusBits.contains(key.keySizeInBits) else {
            throw SignatureKeyError(
                description: "The RSA key has \(key.keySizeInBits) bits; 2048 to 8192 are accepted."
            )
        }
        guard let exponent = try? key.getKeyPrimitives().publicExponent.drop(while: { $0 == 0 }),
            let last = exponent.last, last & 1 == 1, exponent.count >= 3
        else {
            throw SignatureKeyError(description: "The RSA key's public exponent is even or smaller than 65537.")
        }
    }
}
