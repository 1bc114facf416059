import Approov

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes tokens in the compact serialization (RFC 7515 section 7.1).
enum TokenText {
    static func header(algorithm: String, keyID: String?) -> String {
        let keyID = keyID.map { ",\"kid\":\(Self.json($0))" } ?? ""
        return "{\"alg\":\"\(algorithm)\",\"typ\":\"JWT\"\(keyID)}"
    }

    static func unsigned(claims: String, keyID: String?) -> String {
        let header = Self.header(algorithm: "none", keyID: keyID)
        return "\(Self.base64URL(Array(header.utf8))).\(Self.base64URL(Array(claims.utf8)))."
    }

    static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        String(
            Self.base64(bytes).compactMap { (character: Character) -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            }
        )
    }

    static func json(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 0x20:
                "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
