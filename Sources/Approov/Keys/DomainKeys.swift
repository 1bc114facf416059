/// The keys of several API domains, for a server that serves more than one.
///
/// With key sets, Approov signs the tokens of each API domain with a key of its own. A token for one domain is then worthless at
/// another, but only if each domain accepts its own keys and no others:
///
/// ```swift
/// let keys = try DomainKeys([
///     "shapes.example.com": KeyStore(KeyRing(jwks: shapes)),
///     "orders.example.com": KeyStore(KeyRing(jwks: orders)),
/// ])
/// let verifier = ApproovVerifier(keys: keys)
/// ```
///
/// The host that the request names selects among the domains that you have configured; nothing in a token does. A request for
/// another host, or for none, is refused as ``Rejection/Code/unknownKey`` unless you say whose keys it is verified with.
///
/// Whoever sends a request chooses its host. If your server does not look at it, and answers for one domain whatever the host is,
/// say which: ``ApproovVerifier/serving(_:)``. The same holds behind a proxy that puts another host in its place.
public struct DomainKeys: Sendable {
    private let stores: [String: KeyStore]
    private let otherwise: KeyStore?

    /// Makes the keys of these domains.
    ///
    /// - Parameters:
    ///   - stores: The keys by domain: names of hosts, without scheme and port, in any letter case.
    ///   - otherwise: The keys for requests to any other host, or none.
    /// - Throws: ``KeyError`` if there is no domain, if a name is not that of a host, or if two are the same.
    public init(_ stores: [String: KeyStore], otherwise: KeyStore? = nil) throws(KeyError) {
        guard !stores.isEmpty else { throw KeyError(.malformed, "There are no API domains.") }
        var byHost: [String: KeyStore] = [:]
        for (domain, store) in stores {
            guard let host = Host.name(ofDomain: domain) else {
                throw KeyError(.malformed, "An API domain is not the name of a host, without scheme and port.")
            }
            guard byHost.updateValue(store, forKey: host) == nil else {
                throw KeyError(.ambiguous, "Two API domains are the same.")
            }
        }
        self.stores = byHost
        self.otherwise = otherwise
    }

    init(always store: KeyStore) {
        self.stores = [:]
        self.otherwise = store
    }

    /// Returns the keys of a domain, if it is one of these.
    func store(ofDomain domain: String) -> KeyStore? {
        Host.name(ofDomain: domain).flatMap { self.stores[$0] }
    }

    /// Returns the keys for requests with this authority (RFC 9110 section 7.2), if there are any.
    func store(forAuthority authority: String?) -> KeyStore? {
        guard !self.stores.isEmpty, let host = authority.flatMap({ Host.name(ofAuthority: $0) }) else {
            return self.otherwise
        }
        return self.stores[host] ?? self.otherwise
    }
}

/// Names of hosts, in the one spelling that they are compared in: lower case, without a dot at the end.
private enum Host {
    static let maximumLength = 253

    static func name(ofDomain domain: String) -> String? {
        // Some other characters have ASCII letters in lower case.
        guard domain.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let name = domain.lowercased()
        let labels = (name.hasSuffix(".") ? name.dropLast() : name[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= Self.maximumLength, labels.allSatisfy({ Self.isLabel($0) }) else { return nil }
        return labels.joined(separator: ".")
    }

    static func name(ofAuthority authority: String) -> String? {
        guard authority.utf8.count <= Self.maximumLength + 6 else { return nil }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 1 || (parts[1].utf8.count <= 5 && parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 })) else {
            return nil
        }
        return Self.name(ofDomain: String(parts[0]))
    }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty
            && label.utf8.allSatisfy { byte in
                0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }
}
