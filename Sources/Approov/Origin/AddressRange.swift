/// The IP addresses that begin with the same bits (RFC 4632).
struct AddressRange: Sendable {
    private let first: [UInt8]
    private let prefixLength: Int

    /// Reads an address, or a range in CIDR notation such as `10.0.0.0/8`.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = parts.first.flatMap({ IPAddress(String($0)) }) else {
            return nil
        }
        let bits = address.bytes.count * 8
        var prefixLength = bits
        if parts.count == 2 {
            guard let digits = parts.last, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
                let length = Int(digits)
            else { return nil }
            // Of an IPv4 address that is spelled as an IPv6 one, the prefix counts too.
            prefixLength = bits == 32 && text.contains(":") ? length - 96 : length
            guard (0...bits).contains(prefixLength) else { return nil }
        }
        self.first = address.bytes
        self.prefixLength = prefixLength
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == self.first.count else { return false }
        return zip(address.bytes, self.first).enumerated().allSatisfy { index, pair in
            let bits = min(max(self.prefixLength - index * 8, 0), 8)
            return (pair.0 ^ pair.1) >> UInt8(8 - bits) == 0
        }
    }
}
