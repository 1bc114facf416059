#if HTTPClient && Configuration

import ApproovSettings
import Foundation

/// Looks at the origin that clients know the server by: an https origin, and the same in every variable that names it.
struct OriginExamination {
    private static let variable = "APPROOV_PUBLIC_ORIGIN"

    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func findings() -> [Finding] {
        guard let text = self.settings.text(Self.variable) else { return self.findings(ofParts: nil) }
        guard let origin = PublicOrigin(text) else {
            let message = "This is not an origin."
            return [.bad(Self.variable, message, advice: "Write scheme, host and port alone: https://api.example.com")]
        }
        return [self.finding(of: origin, in: Self.variable)] + self.findings(ofParts: origin)
    }

    private func finding(of origin: PublicOrigin, in subject: String) -> Finding {
        guard origin.scheme == "https" || origin.isLoopback else {
            let message = "\(origin) is not https: tokens can be read on their way."
            return .bad(subject, message, advice: "Put TLS in front, and name the https origin.")
        }
        return .good(subject, "\(origin)")
    }

    /// Compares the origin with the one that Echo's variables name in parts.
    private func findings(ofParts other: PublicOrigin?) -> [Finding] {
        guard let host = self.settings.text("URL_PUBLIC_HOST") else { return [] }
        let scheme = self.settings.text("URL_PUBLIC_SCHEME") ?? "https"
        guard let origin = PublicOrigin("\(scheme)://\(host):\(self.settings.text("URL_PUBLIC_PORT") ?? "443")") else {
            let message = "This, URL_PUBLIC_SCHEME and URL_PUBLIC_PORT do not make an origin."
            return [.bad("URL_PUBLIC_HOST", message, advice: "Name the host alone, http or https, and a port.")]
        }
        guard let other, other != origin else { return [self.finding(of: origin, in: "URL_PUBLIC_HOST")] }
        let message = "\(origin) is another origin than \(Self.variable)."
        return [.bad("URL_PUBLIC_HOST", message, advice: "Name the same origin in both.")]
    }
}

/// A scheme, a host and a port (RFC 6454 section 4).
private struct PublicOrigin: Hashable, CustomStringConvertible {
    let scheme: String
    private let host: String
    private let port: Int

    init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.query == nil,
            parts.fragment == nil, parts.path.isEmpty
        else { return nil }
        guard let standard = ["https": 443, "http": 80][scheme] else { return nil }
        let port = parts.port ?? standard
        guard 1...65535 ~= port else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    var isLoopback: Bool { LoopbackHost.isOne(self.host) }

    var description: String {
        let isStandard = self.port == (self.scheme == "https" ? 443 : 80)
        return "\(self.scheme)://\(self.host)\(isStandard ? "" : ":\(self.port)")"
    }
}

#endif
