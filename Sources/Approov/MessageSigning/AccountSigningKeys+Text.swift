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
            guard secrets.updateValue(try SecretText(String(secret)).bytes, forKey: String(keyID)) == nil else {
                throw KeyError(.malformed, "Two account keys have the same kid.")
            }
        }
        try self.init(secrets, derivation: derivation)
    }
}
