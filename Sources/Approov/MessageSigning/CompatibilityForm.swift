import HTTPMessageSignatures

/// A known deviation from RFC 9421 of an Approov SDK that is in use.
///
/// The form of the RFC is always tried first, and only a few combinations after it, since each costs a verification. A form that
/// is accepted makes no unsigned request pass: it is another spelling of what the signature must cover anyway, and one that the RFC
/// gives to no other request, but for `%41` in place of `A` and the like. That the host be spelled in capitals, a path decoded to
/// other than ASCII, or a fragment signed cannot be known from a request.
public enum CompatibilityForm: String, Sendable, Hashable, CaseIterable {
    /// The signature is a string with base64 in it, not a byte sequence: Android 3.5.2 to 3.5.7.
    case stringSignature = "string-signature"

    /// `@target-uri` is the URL as the app has written it: without a slash for an empty path, or with the scheme's default port:
    /// iOS.
    case targetURIAsWritten = "target-uri-as-written"

    /// `@authority` is the host alone: Android to 3.7 and iOS.
    case authorityWithoutPort = "authority-without-port"

    /// `@query` lacks its question mark: Android to 3.7, Flutter and iOS.
    case queryWithoutMark = "query-without-mark"

    /// `@path` is percent-decoded: older iOS.
    case decodedPath = "decoded-path"

    /// The value of `@query-param` is percent-decoded: all but Android 3.8.
    case decodedQueryParameter = "decoded-query-parameter"

    /// The greatest number of spellings of one request that are tried.
    static let maximumCandidates = 8

    /// Returns whether the form may spell a component otherwise than the RFC.
    func spells(_ component: MessageComponent) -> Bool {
        switch self {
        case .stringSignature: false
        case .targetURIAsWritten: component == .targetURI
        case .authorityWithoutPort: component == .authority
        case .queryWithoutMark: component == .query
        case .decodedPath: component == .path
        case .decodedQueryParameter: component.isQueryParameter
        }
    }

    /// Returns how the form spells a component, if it spells it otherwise than the RFC.
    ///
    /// - Parameters:
    ///   - component: The component.
    ///   - value: The value that the RFC gives it.
    /// - Returns: The other spellings.
    func spellings(of component: MessageComponent, value: String) -> [String] {
        guard self.spells(component) else { return [] }
        return switch self {
        case .stringSignature: []
        case .targetURIAsWritten: Self.targetURIs(value)
        case .authorityWithoutPort: [value.replacing(/:[0-9]+$/, with: "")].filter { $0 != value }
        case .queryWithoutMark: Self.withoutMark(value)
        case .decodedPath: Self.decoded(value, reserving: "%.:/?#[]@!$&'()*+,;=")
        case .decodedQueryParameter: Self.decoded(value, reserving: "%")
        }
    }

    /// A query that begins with another question mark would be spelled as one with a single mark is by the RFC.
    private static func withoutMark(_ value: String) -> [String] {
        let query = value.dropFirst()
        return query.hasPrefix("?") ? [] : [String(query)]
    }

    private static func targetURIs(_ value: String) -> [String] {
        guard let parts = value.wholeMatch(of: /(https?):\/\/([^\/?]*)(\/[^?]*)(\?.*)?/) else { return [] }
        let (_, scheme, authority, path, query) = parts.output
        let hasPort = authority.contains(/:[0-9]+$/)
        let authorities = hasPort ? ["\(authority)"] : ["\(authority)", "\(authority):\(scheme == "https" ? 443 : 80)"]
        let paths = path == "/" ? ["/", ""] : ["\(path)"]
        return paths.flatMap { path in authorities.map { "\(scheme)://\($0)\(path)\(query ?? "")" } }
            .filter { $0 != value }
    }

    private static func decoded(_ value: String, reserving reserved: String) -> [String] {
        guard let decoded = value.percentDecoded(reserving: reserved), decoded != value,
            decoded.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return [] }
        return [decoded]
    }
}
