import HTTPMessageSignatures
import HTTPTypes

extension TokenField {
    /// Returns where the request carries the field, if it does so once.
    func index(in evidence: RequestEvidence) throws(Rejection) -> HTTPFields.Index {
        switch evidence.occurrence(of: self.name) {
        case .missing: throw Self.rejection(.missingToken, "The request carries no token.")
        case .repeated: throw Self.rejection(.duplicateHeader, "The token's header is there more than once.")
        case .once(let index): return index
        }
    }

    /// Returns where in the field's value the token is, without white space around it and without prefix.
    func token(in value: Span<UInt8>, maximumLength: Int) throws(Rejection) -> Range<Int> {
        guard value.count <= maximumLength else {
            throw Self.rejection(.tokenTooLong, "The token's header is longer than \(maximumLength) bytes.")
        }
        let trimmed = value.rangeWithoutWhitespace
        guard !trimmed.isEmpty else { throw Self.rejection(.missingToken, "The token's header is empty.") }
        let start = try self.startOfToken(in: value.extracting(trimmed))
        let token = trimmed.dropFirst(start)
        guard !ClientStatus.isStatus(value.extracting(token)) else {
            throw Self.rejection(.clientStatus, "The app sends a status in place of a token.")
        }
        return token
    }

    /// Returns where the token begins: after the prefix, if there must be one.
    private func startOfToken(in value: Span<UInt8>) throws(Rejection) -> Int {
        guard let prefix = self.prefix?.trimmingASCIIWhitespace().utf8, !prefix.isEmpty else { return 0 }
        var end = 0
        for byte in prefix {
            guard end < value.count, Self.isSameLetter(value[end], byte) else {
                throw .malformed("The token is not preceded by its prefix.")
            }
            end += 1
        }
        var start = end
        while start < value.count, value[start] == UInt8(ascii: " ") { start += 1 }
        guard start < value.count else { throw Self.rejection(.missingToken, "There is a prefix and no token.") }
        guard start > end else { throw .malformed("There is no space between prefix and token.") }
        return start
    }

    /// Authentication schemes are compared without regard to case (RFC 9110 section 11.1).
    private static func isSameLetter(_ lhs: UInt8, _ rhs: UInt8) -> Bool {
        func lowercased(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
        return lowercased(lhs) == lowercased(rhs)
    }

    private static func rejection(_ code: Rejection.Code, _ message: String) -> Rejection {
        Rejection(code, check: .token, message: message)
    }
}
