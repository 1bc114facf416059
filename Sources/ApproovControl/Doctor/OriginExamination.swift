#if HTTPClient && Configuration

import Approov
import ApproovSettings
import HTTPMessageSignatures

/// Looks at the origin that clients know the server by: an https origin, and the same in every variable that names it.
struct OriginExamination {
    private static let variable = "APPROOV_PUBLIC_ORIGIN"

    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func findings() -> [Finding] {
        guard let text = self.settings.text(Self.variable) else { return self.findings(ofParts: nil) }
        guard let origin = try? PublicOrigin(text) else {
            let message = "This is not an origin."
            let advice = "Write scheme, host, port and what a proxy takes off the path: https://api.example.com"
            return [.bad(Self.variable, message, advice: advice)]
        }
        return [self.finding(of: origin, in: Self.variable)] + self.findings(ofParts: origin)
    }

    private func finding(of origin: PublicOrigin, in subject: String) -> Finding {
        guard origin.origin.scheme == "https" || LoopbackHost.isNamed(in: origin.origin.authority) else {
            let message = "\(origin) is not https: tokens can be read on their way."
            return .bad(subject, message, advice: "Put TLS in front, and name the https origin.")
        }
        return .good(subject, "\(origin)")
    }

    /// Compares the origin with the one that Echo's variables name in parts.
    private func findings(ofParts other: PublicOrigin?) -> [Finding] {
        guard let host = self.settings.text("URL_PUBLIC_HOST") else { return [] }
        let scheme = self.settings.text("URL_PUBLIC_SCHEME") ?? "https"
        guard let origin = try? PublicOrigin("\(scheme)://\(host):\(self.settings.text("URL_PUBLIC_PORT") ?? "443")")
        else {
            let message = "This, URL_PUBLIC_SCHEME and URL_PUBLIC_PORT do not make an origin."
            return [.bad("URL_PUBLIC_HOST", message, advice: "Name the host alone, http or https, and a port.")]
        }
        guard let other, other.origin != origin.origin else { return [self.finding(of: origin, in: "URL_PUBLIC_HOST")] }
        let message = "\(origin) is another origin than \(Self.variable)."
        return [.bad("URL_PUBLIC_HOST", message, advice: "Name the same origin in both.")]
    }
}

#endif
