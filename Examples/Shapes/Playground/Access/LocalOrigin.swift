import HTTPTypes

/// Tells the requests of this machine's user, and of the playground's own pages, from those of other websites.
///
/// A website gives itself away: one that uses a name of its own that leads here (DNS rebinding) by `Host` and `Origin`, one that
/// has a link or a form by `Sec-Fetch-Site` or `Origin`.
struct LocalOrigin: Sendable {
    let port: ListeningPort

    /// Returns whether a request may be answered.
    func allows(_ head: HTTPRequest) -> Bool {
        let fields = head.headerFields
        return self.allows(authority: head.authority, origins: fields[values: .origin])
            && fields[values: .secFetchSite].allSatisfy { ["same-origin", "none"].contains($0) }
    }

    /// Returns whether a client that names this host, and perhaps pages, may be answered.
    func allows(authority: String?, origins: [String]) -> Bool {
        guard let authority = authority?.lowercased(), self.isOwn(authority) else { return false }
        return origins.isEmpty || origins == ["http://\(authority)"]
    }

    private func isOwn(_ authority: String) -> Bool {
        guard let match = authority.wholeMatch(of: /(\[[0-9a-f:]+\]|[^:\[\]]+)(?::([0-9]{1,5}))?/) else { return false }
        let port = match.output.2.flatMap { Int($0) } ?? 80
        return port == self.port.value && Self.isLoopback(match.output.1.trimmingBrackets())
    }

    /// Returns whether a host is this machine's and nobody else's: `localhost`, 127.0.0.0/8 or ::1.
    static func isLoopback(_ host: some StringProtocol) -> Bool {
        if ["localhost", "::1"].contains(host.lowercased()) { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
            && host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
}

extension Substring {
    fileprivate func trimmingBrackets() -> Substring {
        self.hasPrefix("[") ? self.dropFirst().dropLast() : self
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
