import Crypto

/// The ids of users: what stands for a user everywhere, in place of the name.
enum UserID {
    /// The number of bytes that an id spells.
    static let byteCount = SHA256.byteCount

    /// Returns the id of the user with this name, which is the same after a restart.
    static func id(of username: String, secrets: EchoSecrets) -> String {
        var hash = SHA256()
        hash.update(data: Array(username.utf8))
        hash.update(data: secrets.keyBase)
        return self.text(hash.finalize())
    }

    /// Returns the id that these bytes are: two upper-case digits each.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * self.byteCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0x0F)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Returns the bytes that an id spells, or nothing if it is none.
    static func bytes(_ id: String) -> [UInt8]? {
        let digits = Array(id.utf8)
        guard digits.count == 2 * self.byteCount else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.digit(digits[index]), let low = Self.digit(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        default: nil
        }
    }
}
