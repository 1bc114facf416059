import RawStructuredFieldValues

/// How the bytes of a signature may be spelled in `Signature`.
package enum SignatureEncoding: Sendable {
    /// As a byte sequence, as RFC 9421 section 4.2 says.
    case byteSequence

    /// As a byte sequence, or as a string with the same base64.
    case byteSequenceOrString

    /// Returns whether a member of `Signature` is a string, which the RFC does not allow.
    static func isString(_ member: ItemOrInnerList) -> Bool {
        guard case .item(let item) = member, case .string = item.rfc9651BareItem else { return false }
        return true
    }

    /// Returns the bytes that a member of `Signature` spells in canonical base64.
    func bytes(of member: ItemOrInnerList) -> [UInt8]? {
        guard case .item(let item) = member else { return nil }
        switch (item.rfc9651BareItem, self) {
        case (.undecodedByteSequence(let text), _), (.string(let text), .byteSequenceOrString):
            return ByteSequence.decode(text)
        default:
            return nil
        }
    }
}
