import HTTPMessageSignatures

extension TokenField {
    /// Returns the token's text as the request carries it, without white space around it and without prefix.
    func token(in evidence: RequestEvidence, maximumLength: Int) throws(Rejection) -> [UInt8] {
        let value: [UInt8]
        switch evidence.field(self.name) {
        case .missing:
            throw Self.rejection(.missingToken, "The request carries no token.")
        case .repeated:
            throw Self.rejection(.duplicateHeader, "The token's header is there more than once.")
        case .once(let field):
            guard field.byteCount <= maximumLength else {
                throw Self.rejection(.tokenTooLong, "The token's header is longer than \(maximumLength) bytes.")
            }
            value = field.trimmedBytes
        }
        guard !value.isEmpty else { throw Self.rejection(.missingToken, "The token's header is empty.") }
        let token = try self.removingPrefix(from: value)
        guard !ClientStatus.isStatus(token.span) else {
            throw Self.rejection(.clientStatus, "The app sends a status in place of a token.")
        }
        return token
    }

    private func removingPrefix(from value: [UInt8]) throws(Rejection) -> [UInt8] {
        guard let prefix = self.prefix?.trimmingASCIIWhitespace().utf8, !prefix.isEmpty else { return value }
        let rest = value.dropFirst(prefix.count)
        let token = rest.drop { $0 == UInt8(ascii: " ") }
        guard value.prefix(prefix.count).elementsEqual(prefix, by: Self.isSameLetter) else {
            throw .malformed("The token is not preceded by its prefix.")
        }
        guard !token.isEmpty else { throw Self.rejection(.missingToken, "There is a prefix and no token.") }
        guard token.count < rest.count else { throw .malformed("There is no space between prefix and token.") }
        return Array(token)
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
