import Testing

@testable import EchoServer

@Suite("URL-safe base64")
struct Base64URLTests {
    @Test(
        "Bytes have one spelling",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"), ("?>?~", "Pz4_fg"), ("~~>>", "fn4-Pg"),
        ]
    )
    func spelling(text: String, word: String) {
        #expect(Base64URL.encode(text.utf8) == word)
        #expect(Base64URL.decode(word.utf8) == Array(text.utf8))
    }

    @Test("All bytes come back", arguments: 0..<70)
    func roundTrip(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 89) }
        #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
    }

    @Test(
        "Another spelling is none",
        arguments: ["Z", "Zh", "Zm9", "Zg==", "Zm9vY", "Z g", "Zm+v", "Zm/v", "Zg\n", "é", "Zm9vYmFyA", "/_", "A"]
    )
    func bad(word: String) {
        #expect(Base64URL.decode(word.utf8) == nil)
    }
}
