import HTTPTypes

/// The request target as it was sent (RFC 9112 section 3.2), taken apart without being changed.
struct RequestTarget: Sendable {
    /// The target as in the request line.
    let text: String

    /// The origin that the target itself names, which only an absolute one does.
    let origin: MessageOrigin?

    /// The path, at least `/`; nothing if the target is an asterisk or an authority.
    let path: Substring?

    /// The query without its question mark, if there is one.
    let query: Substring?

    /// Takes the target of a request apart, unless it has none or one that is not well formed.
    init?(of request: HTTPRequest) {
        if request.method == .connect, request.extendedConnectProtocol == nil {
            guard let authority = request.authority, Self.isVisible(authority) else { return nil }
            (self.text, self.origin, self.path, self.query) = (authority, nil, nil, nil)
            return
        }
        guard let text = request.path, Self.isVisible(text) else { return nil }
        self.text = text
        if text == "*" {
            (self.origin, self.path, self.query) = (nil, nil, nil)
            return
        }
        var rest = text.utf8[...]
        switch rest.first {
        case nil, UInt8(ascii: "/"), UInt8(ascii: "?"):
            self.origin = nil
        default:
            let scheme = rest.prefix { $0 != UInt8(ascii: ":") }
            rest = rest.dropFirst(scheme.count)
            guard rest.starts(with: "://".utf8) else { return nil }
            rest = rest.dropFirst(3)
            let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
            rest = rest.dropFirst(authority.count)
            guard
                let origin = try? MessageOrigin(
                    scheme: String(Substring(scheme)),
                    authority: String(Substring(authority))
                )
            else { return nil }
            self.origin = origin
        }
        let path = rest.prefix { $0 != UInt8(ascii: "?") }
        self.path = path.isEmpty ? "/" : Substring(path)
        let query = rest.dropFirst(path.count)
        self.query = query.isEmpty ? nil : Substring(query.dropFirst())
    }

    /// Returns whether the text can be a request target: printable ASCII without a space, and without a fragment.
    private static func isVisible(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }
    }
}
