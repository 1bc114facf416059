import StrictJSON

extension KeyRing {
    /// Makes a ring of a JWK Set (RFC 7517 section 5) of public keys, as Approov publishes it for an account's key sets.
    ///
    /// - Parameter text: A JSON object whose `keys` are all public RSA or EC keys with an `alg`.
    /// - Throws: ``KeyError`` if the document is malformed or empty, if one of its keys cannot be used, if two have the same
    ///   `kid`, or if one is symmetric or private: who publishes such a set has lost it.
    public init(jwks text: String) throws(KeyError) {
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
            guard jwk.keyType != "oct" else { throw KeyError(.notPublic, "\(jwk.name) is a secret in a public set.") }
            keys.append(try VerificationKey(jwk))
        }
        try self.init(keys)
    }
}
