/// Spells a secret in another way.
package struct SecretConvert: Sendable {
    private let source: SecretSource
    private let encoding: SecretEncoding

    package init(_ source: SecretSource, to encoding: SecretEncoding) {
        self.source = source
        self.encoding = encoding
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        Answer(lines: [self.encoding.text(of: try self.source.load(in: surroundings).bytes)])
    }
}
