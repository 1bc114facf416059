/// The words that some versions of the app's networking layer send in place of a token that they could not fetch.
enum ClientStatus {
    private static let words: Set<String> = [
        "BAD_KEY", "BAD_PAYLOAD", "BAD_URL", "DISABLED", "INTERNAL_ERROR", "MITM_DETECTED", "NOT_INITIALIZED",
        "NO_APPROOV_SERVICE", "NO_NETWORK", "POOR_NETWORK", "REJECTED", "SUCCESS", "UNKNOWN_KEY", "UNKNOWN_URL",
        "UNPROTECTED_URL", "UNTRUSTED_NETWORK",
    ]

    private static let maximumLength = words.reduce(0) { max($0, $1.utf8.count) }

    /// Returns whether the text is such a word, in capitals or not.
    static func isStatus(_ text: Span<UInt8>) -> Bool {
        guard text.count <= Self.maximumLength else { return false }
        var word = ""
        for index in text.indices {
            let byte = text[index]
            word.unicodeScalars.append(Unicode.Scalar(0x61...0x7A ~= byte ? byte - 0x20 : byte))
        }
        return Self.words.contains(word)
    }
}
