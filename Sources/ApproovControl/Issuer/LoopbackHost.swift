/// The names by which a machine calls itself.
package enum LoopbackHost {
    private static let names: Set<String> = ["localhost", "127.0.0.1", "::1", "[::1]"]

    /// Returns whether a host is this machine and cannot be reached from another.
    package static func isOne(_ host: String) -> Bool { self.names.contains(host.lowercased()) }

    /// Returns whether the host of an authority, which may name a port, is one.
    static func isNamed(in authority: String) -> Bool {
        guard let colon = authority.lastIndex(of: ":"), authority[colon...].dropFirst().allSatisfy(\.isNumber) else {
            return self.isOne(authority)
        }
        return self.isOne(String(authority[..<colon])) || self.isOne(authority)
    }
}
