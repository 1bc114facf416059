/// Bytes that are a public key, or a file with keys, rather than a secret.
///
/// Several libraries have taken them for HMAC secrets (CVE-2017-11424, CVE-2022-29217, CVE-2026-34950): whoever has read the
/// public key can then sign.
enum KeyDocument {
    private static let textStarts = ["---- BEGIN", "ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-"]

    /// Returns whether the bytes are hardly a secret.
    ///
    /// Of random ones, less than one in a billion is taken for a key.
    static func isLikely(_ bytes: [UInt8]) -> Bool {
        self.isDER(bytes) || self.isText(bytes.filter { $0 != 0 })
    }

    /// A PEM, OpenSSH or JWK text, also in UTF-16, and with anything before it.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let start = text.drop { !$0.isASCII || $0.isWhitespace || $0 == "\"" || $0 == "'" }
        if text.contains("-----BEGIN") { return true }
        if self.textStarts.contains(where: { start.hasPrefix($0) }) { return true }
        return (start.hasPrefix("{") || start.hasPrefix("[")) && text.contains("\"kty\"")
    }

    /// One DER SEQUENCE from the first byte to the last, of a SEQUENCE with an OID, as SubjectPublicKeyInfo is (RFC 5280 section
    /// 4.1), or longer and of an INTEGER, as RSAPublicKey is (RFC 8017 appendix A.1.1).
    private static func isDER(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 8, bytes[0] == 0x30 else { return false }
        let lengthBytes = bytes[1] < 0x80 ? 0 : Int(bytes[1] & 0x7F)
        guard lengthBytes <= 2 else { return false }
        let length = lengthBytes == 0 ? Int(bytes[1]) : bytes[2..<2 + lengthBytes].reduce(0) { $0 << 8 | Int($1) }
        let content = Array(bytes.dropFirst(2 + lengthBytes))
        guard content.count == length, content.count > 2 else { return false }
        return (content[0] == 0x30 && content[2] == 0x06) || (content[0] == 0x02 && lengthBytes > 0)
    }
}
