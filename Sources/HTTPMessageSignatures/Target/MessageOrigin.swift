import HTTPTypes

/// The scheme and the authority that the client sent its request to.
///
/// A server behind a proxy sees neither: state here what your clients use. Nothing that the client sends, such as
/// `X-Forwarded-Host`, belongs here unless a proxy that you trust has written it.
///
/// Equality compares the normal form: lower case, without the scheme's default port.
public struct MessageOrigin: Sendable, Hashable {
    /// The scheme in lower case.
    public let scheme: String

    /// The host in lower case, with the port unless it is the scheme's default one.
    public let authority: String

    /// Creates an origin.
    ///
    /// - Parameters:
    ///   - scheme: The scheme, as in `https`.
    ///   - authority: The host and, if it is not the default one, the port.
    /// - Throws: ``MessageOriginError`` if the texts are not a scheme and an authority without user information.
    public init(scheme: String, authority: String) throws(MessageOriginError) {
        // Before the letter case: some letters outside ASCII have a lower case inside it.
        guard scheme.utf8.allSatisfy({ $0 < 0x80 }) else { throw .scheme }
        guard authority.utf8.allSatisfy({ $0 < 0x80 }) else { throw .authority }
        let scheme = scheme.lowercased()
        var authority = authority.lowercased()
        let marks = "+-.".utf8
        guard let first = scheme.utf8.first, Self.isLetter(first),
            scheme.utf8.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) || marks.contains($0) })
        else { throw .scheme }
        if authority.utf8.last == UInt8(ascii: ":") {
            authority.removeLast()
        } else if let port = Self.defaultPort(of: scheme), authority.hasSuffix(port) {
            authority.removeLast(port.utf8.count)
        }
        guard !authority.isEmpty,
            authority.utf8.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) || Self.isHostMark($0) })
        else { throw .authority }
        self.scheme = scheme
        self.authority = authority
    }

    /// Makes the origin that a request names, if it names one.
    init?(of request: HTTPRequest) {
        guard let scheme = request.scheme, let authority = request.authority else { return nil }
        try? self.init(scheme: scheme, authority: authority)
    }

    private static func defaultPort(of scheme: String) -> String? {
        switch scheme {
        case "http": ":80"
        case "https": ":443"
        default: nil
        }
    }

    private static func isHostMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "!"),
            UInt8(ascii: "$"),
            UInt8(ascii: "&")...UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "%"),
            UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
