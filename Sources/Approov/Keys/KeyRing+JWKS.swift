import StrictJSON

extension KeyRing {
    /// Makes a ring of a JWK Set (RFC 7517 section 5) of public keys, as Approov publishes it for an account's key sets.
    ///
    /// - Parameter text: A JSON object whose `keys` are all public RSA or EC keys with an `alg`.
    /// - Throws: ``KeyError`` if the document is malformed or empty, if one of its keys cannot be used, if two have the same
    ///   `kid`, or if one is symmetric or private: who publishes such a set has lost it.
    public init(jwks text: String) throws(KeyError) {
        try self.init(jwks: text, holding: .publicKeys)
    }

    /// What a JWK Set may hold.
    enum KeySetContent {
        /// Public keys, as in a set that anybody may read.
        case publicKeys

        /// Public keys, or secrets, as in a file that nobody else may read; not both, so that none is taken for the other.
        case publicKeysOrSecrets
    }

    init(jwks text: String, holding content: KeySetContent) throws(KeyError) {
        let document: JSONObject
        do throws(JSONFault) {
            document = try JSONObject(parsing: Array(text.utf8), maximumDepth: JWK.maximumDepth)
        } catch {
            throw KeyError(.malformed, "The JWK Set is not a JSON object (\(error)).")
        }
        guard let slice = document["keys"], slice.kind == .array else {
            throw KeyError(.malformed, "The JWK Set has no array of keys.")
        }
        var elements = JSONElements(of: slice)
        var keys: [VerificationKey] = []
        var isFirstSecret: Bool?
        while let element = elements.next(in: document.bytes.span) {
            guard keys.count < Self.maximumKeys else {
                throw KeyError(.ambiguous, "The JWK Set has more than \(Self.maximumKeys) keys.")
            }
            let object: JSONObject
            do throws(JSONFault) {
                object = try JSONObject(parsing: Array(document.bytes[element.range]), maximumDepth: JWK.maximumDepth)
            } catch {
                throw KeyError(.malformed, "The JWK Set holds a key that is not an object.")
            }
            let jwk = try JWK(object)
            let isSecret = jwk.keyType == "oct"
            guard !isSecret || content == .publicKeysOrSecrets else {
                throw KeyError(.notPublic, "\(jwk.name) is a secret in a public set.")
            }
            guard isSecret == (isFirstSecret ?? isSecret) else {
                throw KeyError(.ambiguous, "The JWK Set holds both secrets and public keys.")
            }
            isFirstSecret = isSecret
            keys.append(try VerificationKey(jwk))
        }
        try self.init(keys)
    }
}
