/// What one proxy says of a request: one element of `Forwarded` (RFC 7239 section 4).
struct ForwardedElement {
    private var pairs: [String: String] = [:]

    /// Reads an element: pairs with semicolons between them, whose values may be quoted.
    init?(_ text: String) {
        for pair in text.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = parts.first, !name.isEmpty, var value = parts.last else { return nil }
            if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count >= 2 {
                value = value.dropFirst().dropLast()
            }
            guard !value.isEmpty, !value.utf8.contains(where: { "\"\\ \t".utf8.contains($0) }),
                self.pairs.updateValue(String(value), forKey: String(name).trimmingASCIIWhitespace().lowercased())
                    == nil
            else { return nil }
        }
    }

    /// The value of a parameter.
    subscript(name: String) -> String? { self.pairs[name] }
}
