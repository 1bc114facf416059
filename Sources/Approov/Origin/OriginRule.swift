import HTTPMessageSignatures
import HTTPTypes

/// Where an app has sent a request to, which a server behind a proxy cannot see for itself.
///
/// An app signs the URL that it uses. A proxy that ends TLS, puts another host in place of the app's or takes a prefix off the path
/// changes what arrives.
public enum OriginRule: Sendable {
    /// To the scheme and the host that the request itself names: right only if no proxy stands before the server.
    case ofRequest

    /// To this origin, whatever the request names.
    ///
    /// It is the best choice wherever a server has one public name: nobody can influence it.
    case fixed(PublicOrigin)

    /// To what trusted proxies say.
    case forwarded(TrustedProxies)

    /// Returns the request and the origin as the app has them.
    func resolved(
        _ request: HTTPRequest,
        from peerAddress: String?
    ) throws(Rejection) -> (HTTPRequest, MessageOrigin?) {
        switch self {
        case .ofRequest:
            return (request, nil)
        case .fixed(let origin):
            return (request.prefixed(with: origin.pathPrefix), origin.origin)
        case .forwarded(let proxies):
            guard let origin = try proxies.origin(of: request, from: peerAddress) else { return (request, nil) }
            return (request.prefixed(with: origin.pathPrefix), origin.origin)
        }
    }

    /// Returns what to look at when a signature does not fit, if it is the origin: a sentence with a space before it.
    func advice(on request: HTTPRequest) -> String {
        switch self {
        case .fixed: ""
        case .ofRequest, .forwarded:
            """
             It arrived at \(Self.printable(request.scheme))://\(Self.printable(request.authority)): \
            if the app uses another origin, configure the public origin.
            """
        }
    }

    /// Scheme and host are what the client says, and are shown to an operator.
    private static func printable(_ name: String?) -> String {
        guard let name, name.utf8.count <= 255, name.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return "(unprintable)" }
        return name
    }
}

extension HTTPRequest {
    /// Returns the request with the prefix of its path that a proxy has taken off.
    ///
    /// A target that is no path cannot have had one.
    fileprivate func prefixed(with prefix: String) -> HTTPRequest {
        guard !prefix.isEmpty, let path = self.path else { return self }
        var request = self
        request.path = path.utf8.first == UInt8(ascii: "/") ? prefix + path : nil
        return request
    }
}
