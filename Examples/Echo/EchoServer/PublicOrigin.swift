/// Where pages may come from that open a socket: the origin of a URL (RFC 6454).
public struct PublicOrigin: Sendable, Hashable {
    /// The scheme, in lower case.
    public let scheme: String

    /// The host, as it is written.
    public let host: String

    /// The port.
    public let port: Int

    /// Makes an origin of its parts.
    public init(scheme: String, host: String, port: Int) {
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// Reads an origin such as `https://example.com` or `http://localhost:8002`, as browsers write it.
    ///
    /// Without a port it has that of its scheme. Anything behind the port does not belong to an origin.
    public init?(_ text: String) {
        guard let separator = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<separator.lowerBound].lowercased()
        let authority = text[separator.upperBound...]
        let isBracketed = authority.first == "["
        let portMark = authority.lastIndex(of: ":").flatMap { mark in
            isBracketed && authority[mark...].contains("]") ? nil : mark
        }
        let host = portMark.map { authority[..<$0] } ?? authority
        guard Self.isHost(host), let defaultPort = Self.defaultPort(of: scheme) else { return nil }
        var port = defaultPort
        if let portMark {
            let digits = authority[authority.index(after: portMark)...]
            guard let number = Self.port(digits) else { return nil }
            port = number
        }
        self.init(scheme: scheme, host: String(host), port: port)
    }

    static func defaultPort(of scheme: String) -> Int? {
        switch scheme {
        case "http": 80
        case "https": 443
        default: nil
        }
    }

    /// Returns whether the text can be a host: a name, an address, or an IPv6 address in brackets.
    static func isHost(_ text: some StringProtocol) -> Bool {
        if text.hasPrefix("["), text.hasSuffix("]") {
            return text.utf8.count > 2 && text.utf8.dropFirst().dropLast().allSatisfy { Self.isIPv6Byte($0) }
        }
        return !text.isEmpty && text.utf8.allSatisfy { Self.isNameByte($0) }
    }

    static func port(_ text: some StringProtocol) -> Int? {
        guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = Int(text), 1...65535 ~= port else { return nil }
        return port
    }

    private static func isIPv6Byte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66, UInt8(ascii: ":"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }
}
