/// The origin of a web page: scheme, host and port, compared as they are written.
public struct Origin: Sendable, Hashable {
    private let scheme: String
    private let host: String
    private let port: UInt16

    /// Makes an origin.
    ///
    /// - Parameters:
    ///   - scheme: Such as `https`.
    ///   - host: A name or an address, in lower case as browsers send it.
    ///   - port: The port.
    public init(scheme: String, host: String, port: UInt16) {
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// Reads an origin such as `https://example.com:8443`; without a port, the scheme's counts.
    ///
    /// A path behind it is ignored.
    public init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let authority = parts[1].prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { return nil }
        var host = authority
        var port: UInt16?
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            guard let number = UInt16(digits), "\(number)" == digits else { return nil }
            port = number
        }
        guard !host.isEmpty, host.first == "[" || !host.contains(":") else { return nil }
        guard let port = port ?? Self.defaultPort(of: parts[0]) else { return nil }
        self.init(scheme: String(parts[0]), host: String(host), port: port)
    }

    private static func defaultPort(of scheme: Substring) -> UInt16? {
        switch scheme {
        case "http", "ws": 80
        case "https", "wss": 443
        default: nil
        }
    }
}
