import CryptoExtras

extension SignatureCheck {
    /// Bounds that keep a key both strong and affordable.
    private static let modulusBits = 2048...8192

    /// Makes a check with an RSA key that is neither weak nor so large that verifying becomes a burden.
    static func rsa(_ key: _RSA.Signing.PublicKey, for algorithm: TokenAlgorithm) throws(KeyError) -> SignatureCheck {
        let bits = key.keySizeInBits
        guard Self.modulusBits.contains(bits) else {
            throw KeyError(.weak, "The RSA key has \(bits) bits; 2048 to 8192 are accepted.")
        }
        guard let exponent = try? Array(key.getKeyPrimitives().publicExponent), Self.isSound(exponent) else {
            throw KeyError(.weak, "The RSA key's public exponent is even or smaller than 65537.")
        }
        return switch algorithm {
        case .rs256: .rsa(key, .insecurePKCS1v1_5, .sha256)
        case .rs384: .rsa(key, .insecurePKCS1v1_5, .sha384)
        case .rs512: .rsa(key, .insecurePKCS1v1_5, .sha512)
        case .ps256: .rsa(key, .PSS, .sha256)
        case .ps384: .rsa(key, .PSS, .sha384)
        case .ps512: .rsa(key, .PSS, .sha512)
        default: throw KeyError(.unsupported, "\(algorithm.rawValue) does not use an RSA key.")
        }
    }

    private static func isSound(_ exponent: [UInt8]) -> Bool {
        let digits = exponent.drop { $0 == 0 }
        guard let first = digits.first, let last = digits.last, last & 1 == 1 else { return false }
        return digits.count > 3 || (digits.count == 3 && first >= 1)
    }
}
