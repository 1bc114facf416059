import StrictJSON

extension JSONObject {
    /// How deeply objects and arrays may be nested in a header or a payload.
    private static let maximumDepth = 16

    /// Reads the JSON object that a part of a token spells in base64url.
    init(part name: String, _ text: Span<UInt8>) throws(Rejection) {
        guard let bytes = Base64.url.decode(text) else {
            throw .malformed("The token's \(name) is not base64url.")
        }
        do throws(JSONFault) {
            try self.init(parsing: bytes, maximumDepth: Self.maximumDepth)
        } catch {
            throw .malformed(name, error)
        }
    }
}
