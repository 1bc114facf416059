#if HTTPClient

import Approov

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An address that keys may be read from.
struct KeySetAddress: Sendable {
    static let maximumLength = 2048

    private static let loopback: Set<String> = ["127.0.0.1", "::1", "[::1]", "localhost"]

    let text: String

    init(_ text: String) throws(KeySourceError) {
        guard text.utf8.count <= Self.maximumLength, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), !host.isEmpty, parts.port.map({ 1...65535 ~= $0 }) ?? true
        else { throw KeySourceError(.unexpectedForm, "This must be an address that begins with https://.") }
        guard scheme == "https" || (scheme == "http" && Self.loopback.contains(host)) else {
            throw KeySourceError(.unexpectedForm, "This must be an https address; http is only for this machine.")
        }
        guard parts.user == nil, parts.password == nil, parts.fragment == nil else {
            throw KeySourceError(.unexpectedForm, "This must be an address without user, password and fragment.")
        }
        self.text = text
    }
}

#endif
