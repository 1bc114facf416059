extension AccountSigningKeys {
    /// Reads keys as a configuration or a file spells them.
    ///
    /// - Parameters:
    ///   - texts: An identifier, a colon, and a secret in base64 or base64url, each.
    ///   - derivation: How keys come from the secrets.
    /// - Throws: ``KeyError`` if a text is something else, a secret too short, or an identifier there twice.
    package init(spelled texts: some Sequence<String>, derivation: Derivation) throws(KeyError) {
        var secrets: [String: [UInt8]] = [:]
        for text in texts {
            let parts = text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let keyID = parts.first, let secret = parts.last else {
                throw KeyError(.malformed, "An account key is not spelled as kid:secret.")
            }
            guard !Self.isBase32(secret) else {
                throw KeyError(.malformed, "An account key looks like base32: have it printed in base64url.")
            }
            guard secrets.updateValue(try SecretText(String(secret)).bytes, forKey: String(keyID)) == nil else {
                throw KeyError(.malformed, "Two account keys have the same kid.")
            }
        }
        try self.init(secrets, derivation: derivation)
    }

    /// Returns whether a text is most likely base32, which would pass for the base64 of other bytes.
    private static func isBase32(_ text: Substring) -> Bool {
        text.utf8.count >= 52
            && text.utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 || "234567=".utf8.contains($0) }
    }
}
