import Approov
import StrictJSON

/// The header or the payload of a token that nobody has verified.
struct TokenPart {
    static let maximumDepth = 16

    /// What it says, if it is a strict JSON object in strict base64url.
    let object: JSONObject?

    /// Why there is no object.
    let fault: String

    init(_ text: Substring) {
        guard let bytes = Base64.url.decode(String(text)) else {
            self.object = nil
            self.fault = "not base64url"
            return
        }
        do throws(JSONFault) {
            self.object = try JSONObject(parsing: bytes, maximumDepth: Self.maximumDepth)
            self.fault = ""
        } catch {
            self.object = nil
            self.fault = "not a strict JSON object (\(error))"
        }
    }
}
