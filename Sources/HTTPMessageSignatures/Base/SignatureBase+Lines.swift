extension SignatureBase {
    /// The lines, taken apart for a person to read.
    package var lines: [SignatureBaseLine] { Self.lines(of: self.text) }

    /// Returns where the base differs from the text of another one, as its signer computed it; nothing if they are equal.
    package func differences(from other: String) -> [SignatureBaseDifference] {
        SignatureBaseDifference.between(self.lines, and: Self.lines(of: other))
    }

    private static func lines(of text: String) -> [SignatureBaseLine] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { SignatureBaseLine($0) }
    }
}
