/// How messages call a key.
package enum KeyName {
    private static let maximumLength = 64

    /// Returns the beginning of a sentence about the key with a `kid`, or about one without.
    package static func subject(_ keyID: String?) -> String {
        keyID.map { "The key with kid \(self.quoted($0))" } ?? "The key"
    }

    /// Returns a `kid` in quotation marks, short, and with everything but printable ASCII spelled out: others choose it, and logs show
    /// it.
    package static func quoted(_ keyID: String) -> String {
        let scalars = keyID.unicodeScalars
        let name = scalars.prefix(Self.maximumLength)
            .map {
                0x20..<0x7F ~= $0.value && $0 != "\""
                    ? String($0) : "\\u{\(String($0.value, radix: 16, uppercase: true))}"
            }
            .joined()
        return "\"\(name)\(scalars.count > Self.maximumLength ? "…" : "")\""
    }
}
