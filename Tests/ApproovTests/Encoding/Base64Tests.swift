import Approov
import Foundation
import Testing

@Suite("Base64")
struct Base64Tests {
    @Test("Every sequence of bytes is decoded from its one spelling", arguments: 0..<70)
    func roundTrip(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ count) }
        let standard = Data(bytes).base64EncodedString()
        let unpadded = standard.trimmingCharacters(in: ["="])
        let url = unpadded.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
        #expect(Base64.standard.decode(standard) == bytes)
        #expect(Base64.standardLenient.decode(standard) == bytes)
        #expect(Base64.standardLenient.decode(unpadded) == bytes)
        #expect(Base64.url.decode(url) == bytes)
        #expect(Base64.urlLenient.decode(url) == bytes)
        #expect(Base64.urlLenient.decode(url + standard.drop { $0 != "=" }) == bytes)
    }

    @Test(
        "Any other spelling is refused",
        arguments: [
            ("one character is no byte", "A"), ("five characters are no bytes", "AAAAA"),
            ("two unused bits are set", "QUJDRB"), ("four unused bits are set", "QR"), ("padding", "QUI="),
            ("only padding", "="), ("a space inside", "QU JD"), ("a line end", "QUJD\n"),
            ("the standard alphabet", "+/+/"),
            ("a byte above 0x7F", "QUJ\u{E9}"), ("a NUL", "QUJ\0"),
        ]
    )
    func refused(reason: String, text: String) {
        #expect(Base64.url.decode(text) == nil)
    }

    @Test(
        "Padding must be complete where it is required",
        arguments: ["QUI", "QQ", "QQ=", "QUI==", "QUJD=", "QUJD====", "===="]
    )
    func padding(text: String) {
        #expect(Base64.standard.decode(text) == nil)
    }

    @Test("Of all spellings of one byte or two, only those without unused bits are read")
    func unusedBits() {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        for (value, last) in alphabet.enumerated() {
            #expect((Base64.url.decode([alphabet[37], last].span) != nil) == (value % 16 == 0), "\(value)")
            #expect((Base64.url.decode([alphabet[37], alphabet[9], last].span) != nil) == (value % 4 == 0), "\(value)")
        }
    }

    @Test("No character outside the alphabet is let through at any place", arguments: 0...3)
    func alphabet(place: Int) {
        let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        for byte in UInt8.min...UInt8.max {
            var text: [UInt8] = Array("AAAA".utf8)
            text[place] = byte
            #expect((Base64.url.decode(text.span) != nil) == alphabet.contains(byte), "byte \(byte)")
        }
    }
}
