#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The bytes of a structured field's byte sequence.
///
/// RFC 9651 section 4.2.7 lets a parser be strict about padding and unused bits; this one is, so that no signature or digest
/// can be spelled in two ways.
enum ByteSequence {
    /// Returns the bytes that the base64 text spells, or nothing if it is not the one spelling of any.
    static func decode(_ text: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
        return [UInt8](data)
    }

    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }
}
