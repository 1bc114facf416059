import StrictJSON

/// The JOSE header of a token (RFC 7515 section 4), of which only the choice among configured keys may depend.
struct TokenHeader: Sendable {
    /// The algorithm that the token names, or nothing if it is none that a key can have.
    let algorithm: TokenAlgorithm?

    /// The key that the token names.
    let keyID: String?

    init(algorithm: TokenAlgorithm?, keyID: String?) {
        self.algorithm = algorithm
        self.keyID = keyID
    }

    /// Keys that a header carries or points to (`jwk`, `jku`, `x5c`, `x5u`) are never used, and so not looked at.
    init(_ object: JSONObject) throws(Rejection) {
        guard object["crit"] == nil, object["b64"] == nil, object["zip"] == nil else {
            throw .malformed("The token's header asks for an extension that is not supported (crit, b64 or zip).")
        }
        let text = object.bytes.span
        // Media types are compared without regard to case (RFC 7515 section 4.1.9).
        if let type = object["typ"], !type.isString("JWT", in: text) {
            guard type.string(in: text)?.utf8.elementsEqual("jwt".utf8, by: { $0 | 0x20 == $1 }) == true else {
                throw .malformed("The token's type (typ) is not JWT.")
            }
        }
        guard let algorithm = object["alg"] else {
            throw .algorithmNotAllowed("The token names no algorithm (alg).")
        }
        guard algorithm.isString else { throw .malformed("The token's algorithm (alg) is not a string.") }
        guard object["kid"].map(\.isString) ?? true else {
            throw .malformed("The token's key identifier (kid) is not a string.")
        }
        self.algorithm = TokenAlgorithm.allCases.first { algorithm.isString($0.rawValue, in: text) }
        self.keyID = object.string("kid")
    }
}
