import ApproovTesting

/// Makes a new secret.
package struct SecretNew: Sendable {
    /// How many bytes a secret may have: at least those that HS256 needs.
    package static let lengths = 32...1024

    private let count: Int
    private let encoding: SecretEncoding
    private let path: String?

    /// - Parameters:
    ///   - count: How many bytes it has.
    ///   - encoding: How it is spelled.
    ///   - path: The file that it goes to; `nil` for standard output.
    package init(count: Int, encoding: SecretEncoding, path: String?) {
        self.count = count
        self.encoding = encoding
        self.path = path
    }

    package func run() throws(ControlFault) -> Answer {
        guard Self.lengths.contains(self.count) else {
            let (least, most) = (Self.lengths.lowerBound, Self.lengths.upperBound)
            throw .misuse("A secret has \(least) to \(most) bytes.")
        }
        let secret = SigningKey.randomBytes(self.count)
        let line = self.encoding.text(of: secret) + "\n"
        guard let path = self.path else { return Answer(line) }
        try ProtectedFile.create(path, holding: line)
        return Answer(lines: ["\(self.count) bytes"])
    }
}
