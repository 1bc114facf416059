import HTTPMessageSignatures

/// The URL of a request, taken apart, its path and query not changed: what is signed is what the app has written.
struct RequestURL {
    /// The scheme and the host, and the port unless it is the scheme's default one.
    let origin: MessageOrigin

    /// The path and the query as written; at least `/`.
    let target: String

    /// Reads a URL.
    ///
    /// - Parameters:
    ///   - text: The URL.
    ///   - option: The option that it is the value of.
    /// - Throws: ``ControlFault`` if a request cannot go there.
    init(_ text: String, of option: String) throws(ControlFault) {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .misuse("\(option): A URL has no spaces and no characters beyond ASCII: write them percent-encoded.")
        }
        guard !text.contains("#") else {
            throw .misuse("\(option): A fragment (#) is no part of a request: leave it out.")
        }
        guard let colon = text.firstRange(of: "://"), !colon.isEmpty,
            ["http", "https"].contains(text[..<colon.lowerBound].lowercased())
        else { throw .misuse("\(option): A URL begins with https:// or http://.") }
        let rest = text[colon.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else {
            throw .misuse("\(option): A user before the host (@) is no part of a request: send it in a field.")
        }
        let scheme = text[..<colon.lowerBound].lowercased()
        guard let origin = try? MessageOrigin(scheme: scheme, authority: String(authority)) else {
            throw .misuse("\(option): The URL has no host, or one that cannot be.")
        }
        let target = rest.dropFirst(authority.count)
        self.origin = origin
        self.target = target.hasPrefix("/") ? String(target) : "/\(target)"
    }
}
