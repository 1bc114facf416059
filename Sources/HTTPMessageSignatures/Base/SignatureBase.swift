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
    /// `value` returns what a component is; what it returns must not have line breaks.
    init(
        _ input: SignatureInput,
        limit: Int,
        value: (MessageComponent) throws(SignatureRejection) -> [UInt8]
    ) throws(SignatureRejection) {
        var bytes: [UInt8] = []
        for identifier in input.identifiers {
            bytes.append(contentsOf: identifier.text.utf8)
            bytes.append(contentsOf: ": ".utf8)
            bytes.append(contentsOf: try value(identifier.component))
            bytes.append(UInt8(ascii: "\n"))
            guard bytes.count <= limit else { throw Self.tooLong(limit) }
        }
        bytes.append(contentsOf: #""@signature-params": "#.utf8)
        bytes.append(contentsOf: input.text)
        guard bytes.count <= limit else { throw Self.tooLong(limit) }
        self.bytes = bytes
    }

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
