package import Approov
import StrictJSON

extension SigningKeySet {
    /// How many bytes the JSON of a set may have.
    package static let maximumLength = 1 << 20

    /// Reads a JWK Set of private keys (RFC 7517 section 5).
    ///
    /// - Throws: ``KeyError`` if it is too long, not such a set, or holds a key that cannot sign or has no `kid` of its own.
    package init(json: [UInt8]) throws(KeyError) {
        guard json.count <= Self.maximumLength else {
            throw KeyError(.malformed, "The key set has more than \(Self.maximumLength) bytes.")
        }
        let document: JSONObject
        do throws(JSONFault) {
            document = try JSONObject(parsing: json, maximumDepth: PrivateJWK.maximumDepth)
        } catch {
            throw KeyError(.malformed, "The key set is not a JSON object (\(error)).")
        }
        guard let slice = document["keys"], slice.kind == .array, document.names.count == 1 else {
            throw KeyError(.malformed, "The key set is not an object with an array of keys and nothing else.")
        }
        self.init()
        var elements = JSONElements(of: slice)
        while let element = elements.next(in: json.span) {
            guard self.keys.count < Self.maximumKeys else {
                throw KeyError(.ambiguous, "A key set holds at most \(Self.maximumKeys) keys.")
            }
            let object: JSONObject
            do throws(JSONFault) {
                object = try JSONObject(parsing: Array(json[element.range]), maximumDepth: PrivateJWK.maximumDepth)
            } catch {
                throw KeyError(.malformed, "The key set holds a key that is not an object.")
            }
            try self.add(SigningKey(PrivateJWK(object)))
        }
    }

    /// The whole set, one key in a line.
    package var privateJWKS: String { Self.document(self.keys.map(\.privateJWK)) }

    /// The public keys of the set, without its secrets.
    package var publicJWKS: String { Self.document(self.keys.compactMap(\.publicJWK)) }

    private static func document(_ keys: [String]) -> String {
        keys.isEmpty ? "{\"keys\":[]}\n" : "{\"keys\":[\n\(keys.joined(separator: ",\n"))\n]}\n"
    }
}
