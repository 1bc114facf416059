import Approov
import Crypto

/// The tokens that users get when they log in: one word, which only this server can make and read, good for a day.
///
/// It is the user's id and the time, encrypted and authenticated with AES-256-GCM. Nothing is stored, and every login gives
/// another word.
struct LoginTokens: Sendable {
    /// What stands before the word.
    static let prefix = "Bearer "

    /// How old a token may be, in milliseconds.
    private static let lifetime: Int64 = 86_400_000

    /// How far in the future a token may have been issued, in milliseconds: a clock that is set back locks nobody out.
    private static let tolerance: Int64 = 300_000

    private static let version: UInt8 = 1
    private static let contentLength = 1 + 8 + UserID.byteCount
    private static let sealedLength = 12 + contentLength + 16

    /// The length of the prefix and the word.
    private static let length = prefix.utf8.count + (sealedLength * 4 + 2) / 3

    private let key: SymmetricKey

    init(_ secrets: EchoSecrets) {
        self.key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secrets.keyBase),
            salt: secrets.encryption,
            info: Array("echo-server login token".utf8),
            outputByteCount: 32
        )
    }

    /// Returns a new token for a user, with `Bearer ` before it; nothing if the id is none.
    func issue(for userID: String, at now: NumericDate = .now) throws -> String? {
        guard let userID = UserID.bytes(userID), let issued = Self.milliseconds(now) else { return nil }
        var content: [UInt8] = [Self.version]
        for shift in stride(from: 56, through: 0, by: -8) {
            content.append(UInt8(truncatingIfNeeded: issued >> shift))
        }
        content += userID
        let sealed = try AES.GCM.seal(content, using: self.key)
        return sealed.combined.map { "\(Self.prefix)\(Base64URL.encode($0))" }
    }

    /// Returns the user to whom a token was issued, if it is one of ours and not too old.
    ///
    /// - Parameters:
    ///   - authorization: `Bearer `, and the word.
    ///   - now: The time.
    /// - Returns: The id; whether there still is such a user is another question.
    func userID(in authorization: String, at now: NumericDate = .now) -> String? {
        guard authorization.utf8.count == Self.length, authorization.utf8.starts(with: Self.prefix.utf8),
            let sealed = Base64URL.decode(authorization.utf8.dropFirst(Self.prefix.utf8.count)),
            let box = try? AES.GCM.SealedBox(combined: sealed),
            let content = try? AES.GCM.open(box, using: self.key),
            content.count == Self.contentLength, content.first == Self.version,
            let now = Self.milliseconds(now)
        else { return nil }
        let issued = content.dropFirst().prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        let (age, overflow) = now.subtractingReportingOverflow(issued)
        guard !overflow, -Self.tolerance...Self.lifetime ~= age else { return nil }
        return UserID.text(content.dropFirst(9))
    }

    private static func milliseconds(_ date: NumericDate) -> Int64? {
        Int64(exactly: (date.secondsSinceEpoch * 1000).rounded(.down))
    }
}
