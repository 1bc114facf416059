/// The bytes that are signed: one line for each covered component, and one for the signature's parameters.
///
/// It holds what the message holds, tokens included. Printing it shows its size; read ``text`` to debug why a signature does
/// not verify, and keep it out of logs.
public struct SignatureBase: Sendable, Hashable {
    let bytes: [UInt8]

    /// The lines, joined with a line feed.
    public var text: String { String(decoding: self.bytes, as: UTF8.self) }

    /// Makes the base of RFC 9421 section 2.5.
    ///
    /// `value` returns what a component is. Only printable ASCII, spaces and tabs make a base, whatever it returns.
    init(
        _ input: SignatureInput,
        limit: Int,
        value: (MessageComponent) throws(SignatureRejection) -> [UInt8]
    ) throws(SignatureRejection) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(limit, Self.usualLength))
        for identifier in input.identifiers {
            let value = try value(identifier.component)
            guard Self.isText(value) else {
                throw SignatureRejection(
                    .unsafeValue,
                    "The value of \(identifier.component.summary) has characters other than ASCII text."
                )
            }
            identifier.append(to: &bytes)
            bytes.append(contentsOf: ": ".utf8)
            bytes.append(contentsOf: value)
            bytes.append(UInt8(ascii: "\n"))
            guard bytes.count <= limit else { throw Self.tooLong(limit) }
        }
        bytes.append(contentsOf: #""@signature-params": "#.utf8)
        bytes.append(contentsOf: input.text)
        guard bytes.count <= limit else { throw Self.tooLong(limit) }
        self.bytes = bytes
    }

    /// Whether these are printable ASCII characters, spaces and tabs: all are looked at, several at a time.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        var others: UInt8 = 0
        for byte in bytes { others |= byte &- 0x20 > 0x7E - 0x20 && byte != 0x09 ? 1 : 0 }
        return others == 0
    }

    /// Enough for a token of a kilobyte and what is signed with it.
    private static let usualLength = 2048

    private static func tooLong(_ limit: Int) -> SignatureRejection {
        SignatureRejection(.limitExceeded, "The signature base has more than \(limit) bytes.")
    }
}

extension SignatureBase: CustomStringConvertible, CustomReflectable {
    /// The size.
    public var description: String { "SignatureBase(\(self.bytes.count) bytes)" }

    /// A mirror without children, so that `dump` shows no value either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
