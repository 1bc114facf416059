import Approov

/// A sign that a secret was not drawn at random.
///
/// Each is so rare among random secrets of 32 bytes that nobody will see it by chance.
enum SecretPattern: String, CaseIterable {
    case hexadecimalText = "The text looks hexadecimal and was read as base64. Convert it first."
    case hexadecimal = "The secret consists of hexadecimal digits: it was encoded twice."
    case base64 = "The secret is itself base64 text: it was encoded twice."
    case printable = "The secret is printable text, which is easier to guess than random bytes."
    case repeated = "The secret repeats itself, or uses few different bytes."
    case sequence = "The bytes of the secret are an arithmetic sequence."

    /// Returns the signs that a secret shows.
    static func all(in secret: [UInt8], spelled text: String) -> [SecretPattern] {
        if text.trimmingASCIIWhitespace().utf8.allSatisfy(self.isHexDigit) { return [.hexadecimalText] }
        if self.isSequence(secret) { return [.sequence] }
        var patterns: [SecretPattern] = []
        if let spelling = self.spelling(of: secret) { patterns.append(spelling) }
        if self.isRepeated(secret) { patterns.append(.repeated) }
        return patterns
    }

    private static func spelling(of secret: [UInt8]) -> SecretPattern? {
        guard secret.allSatisfy({ 0x20...0x7E ~= $0 || 0x09...0x0D ~= $0 }) else { return nil }
        let text = String(decoding: secret, as: UTF8.self).trimmingASCIIWhitespace()
        if text.utf8.allSatisfy(self.isHexDigit) { return .hexadecimal }
        return (try? SecretText(text)) == nil ? .printable : .base64
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x46 ~= byte || 0x61...0x66 ~= byte
    }

    /// How long a part may be that a secret repeats.
    private static let maximumPeriod = 64

    /// Whether the second half of the secret, or more, only repeats what stands before, or few bytes take turns.
    private static func isRepeated(_ secret: [UInt8]) -> Bool {
        let periods = 1...max(1, min(secret.count / 2, Self.maximumPeriod))
        let isPeriodic = periods.contains { secret.dropFirst($0).elementsEqual(secret.dropLast($0)) }
        return isPeriodic || Set(secret).count < min(secret.count, 64) / 4
    }

    private static func isSequence(_ secret: [UInt8]) -> Bool {
        let steps = Set(zip(secret, secret.dropFirst()).map { $1 &- $0 })
        return steps.count == 1 && !steps.contains(0)
    }
}
