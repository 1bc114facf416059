/// Tells whether a secret can be used, and never the secret.
package struct SecretCheck: Sendable {
    private let source: SecretSource
    private let isJSON: Bool

    package init(_ source: SecretSource, isJSON: Bool) {
        self.source = source
        self.isJSON = isJSON
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        let (source, text) = try self.source.text(in: surroundings)
        let report = SecretReport(text, from: source)
        let lines = self.isJSON ? [report.json.line] : report.lines(surroundings.palette)
        return Answer(lines: lines, isYes: report.problem == nil)
    }
}
