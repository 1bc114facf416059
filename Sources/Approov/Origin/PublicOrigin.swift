package import HTTPMessageSignatures

/// The scheme and the host under which apps reach a server, and the prefix of their paths that a proxy takes off.
///
/// ```swift
/// let origin = try PublicOrigin("https://api.example.com/mobile")
/// ```
public struct PublicOrigin: Sendable, Hashable {
    package let origin: MessageOrigin

    /// What stands before the paths that arrive: empty, or with a slash at its beginning and none at its end.
    package let pathPrefix: String

    /// Reads an origin.
    ///
    /// - Parameter text: An `http` or `https` URL with a host, perhaps a port, and perhaps a path: what stands in the app's URLs
    ///   before the paths that arrive. A slash at the end is ignored.
    /// - Throws: ``PolicyError`` if the text is anything else.
    public init(_ text: String) throws(PolicyError) {
        let parts = text.split(separator: "://", maxSplits: 1)
        guard parts.count == 2, let scheme = parts.first, let rest = parts.last,
            ["http", "https"].contains(scheme.lowercased())
        else { throw PolicyError("A public origin is an http or https URL, such as https://api.example.com.") }
        let authority = rest.prefix { $0 != "/" }
        guard let host = authority.wholeMatch(of: /(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(:([0-9]+))?/),
            host.output.3.map({ UInt16($0).map { $0 > 0 } ?? false }) ?? true
        else { throw PolicyError("A public origin has a host, and perhaps a port.") }
        try self.init(
            scheme: String(scheme),
            authority: String(authority),
            pathPrefix: String(rest.dropFirst(authority.count))
        )
    }

    init(scheme: String, authority: String, pathPrefix: String) throws(PolicyError) {
        guard pathPrefix.isEmpty || pathPrefix.hasPrefix("/"),
            pathPrefix.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"?#".utf8.contains($0) }),
            !pathPrefix.contains("//")
        else { throw PolicyError("The path of a public origin begins with a slash and has no query.") }
        guard Self.isHostAndPort(authority), let origin = try? MessageOrigin(scheme: scheme, authority: authority)
        else { throw PolicyError("A public origin has a host, and perhaps a port.") }
        self.origin = origin
        self.pathPrefix = pathPrefix.hasSuffix("/") ? String(pathPrefix.dropLast()) : pathPrefix
    }

    /// Returns whether a text is a host or an IPv6 address in brackets, with or without a port.
    private static func isHostAndPort(_ text: String) -> Bool {
        let hostAndPort = /(?:\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z._~-]+)(?::([0-9]+))?/
        guard let match = text.wholeMatch(of: hostAndPort) else { return false }
        return match.output.1.map { UInt16($0).map { $0 > 0 } ?? false } ?? true
    }
}

extension PublicOrigin: CustomStringConvertible {
    /// The origin as a URL.
    public var description: String { "\(self.origin.scheme)://\(self.origin.authority)\(self.pathPrefix)" }
}
