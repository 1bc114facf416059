import StrictJSON

extension KeyRing {
    /// Makes a ring of what a file with keys holds.
    ///
    /// The text may be
    /// - secrets in base64 or base64url, one in each line, the newest first; lines that begin with `#` do not count;
    /// - a JWK Set (RFC 7517 section 5), of public keys or of secrets, but not of both;
    /// - a JWK;
    /// - a `PUBLIC KEY` in PEM.
    ///
    /// - Parameters:
    ///   - text: What the file holds.
    ///   - algorithm: The algorithm of a key in PEM, for which it must be there, or of secrets, by default HS256. JWKs name it
    ///     themselves.
    ///   - keyID: The `kid` of a key in PEM or of a single secret, if it has one. JWKs name it themselves.
    /// - Throws: ``KeyError`` if the text is none of these, or holds a key that cannot be used.
    public init(
        parsing text: String,
        algorithm: TokenAlgorithm? = nil,
        keyID: String? = nil
    ) throws(KeyError) {
        let trimmed = text.trimmingASCIIWhitespace()
        switch KeyText(of: trimmed) {
        case .json:
            guard algorithm == nil, keyID == nil else {
                throw KeyError(.ambiguous, "A JWK names its algorithm and its kid itself.")
            }
            try self.init(json: trimmed)
        case .pem:
            guard let algorithm else {
                throw KeyError(.ambiguous, "A key in PEM does not say which algorithm it is for; name it.")
            }
            self.init(try VerificationKey(pem: trimmed, algorithm: algorithm, keyID: keyID))
        case .secrets:
            try self.init(secrets: text, algorithm: algorithm ?? .hs256, keyID: keyID)
        }
    }

    private init(json text: String) throws(KeyError) {
        let isSet: Bool
        do throws(JSONFault) {
            isSet = try JSONObject(parsing: Array(text.utf8), maximumDepth: JWK.maximumDepth)["keys"] != nil
        } catch {
            throw KeyError(.malformed, "The text is not a JSON object (\(error)).")
        }
        if isSet {
            try self.init(jwks: text, holding: .publicKeysOrSecrets)
        } else {
            self.init(try VerificationKey(jwk: text))
        }
    }

    private init(secrets text: String, algorithm: TokenAlgorithm, keyID: String?) throws(KeyError) {
        var keys: [VerificationKey] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = String(line).trimmingASCIIWhitespace()
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            guard keys.count < Self.maximumAnonymousKeys else {
                throw KeyError(.ambiguous, "There are more than \(Self.maximumAnonymousKeys) secrets.")
            }
            do throws(KeyError) {
                let secret = try SecretText(line)
                keys.append(try VerificationKey(secret: secret.bytes, algorithm: algorithm, keyID: keyID))
            } catch {
                throw KeyError(error.code, "Line \(index + 1): \(error.message)")
            }
        }
        try self.init(keys)
    }
}
