/// What a doctor says.
struct DoctorReport {
    private let findings: [Finding]

    init(_ findings: [Finding]) {
        self.findings = findings
    }

    /// Whether nothing is bad.
    var isHealthy: Bool { self.findings.allSatisfy { $0.severity != .bad } }

    func lines(_ palette: Palette) -> [String] {
        let rows = self.findings.map { finding in
            // Colours have no width, so every word of a column must have one.
            [Self.word(finding.severity, palette), finding.subject, finding.message]
        }
        let lines = zip(Table.lines(rows), self.findings)
            .flatMap { line, finding in
                [line] + (finding.advice.map { [palette.remark("         → \($0)")] } ?? [])
            }
        return lines + ["", self.verdict(palette)]
    }

    private static func word(_ severity: Finding.Severity, _ palette: Palette) -> String {
        let word = severity.rawValue.padded(to: 7)
        return switch severity {
        case .good: palette.good(word)
        case .warning: palette.warning(word)
        case .bad: palette.bad(word)
        }
    }

    private func verdict(_ palette: Palette) -> String {
        let bad = self.findings.count { $0.severity == .bad }
        let warnings = self.findings.count { $0.severity == .warning }
        let counts = "\(bad) bad, \(warnings) to look at"
        return bad == 0
            ? palette.good("A server can start here: \(counts).") : palette.bad("Not fit to serve: \(counts).")
    }

    var json: JSONOutput {
        .object([
            ("healthy", .boolean(self.isHealthy)),
            (
                "findings",
                .array(
                    self.findings.map { finding in
                        .object([
                            ("severity", .text(finding.severity.rawValue)), ("subject", .text(finding.subject)),
                            ("message", .text(finding.message)), ("advice", .optionalText(finding.advice)),
                        ])
                    }
                )
            ),
        ])
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - self.count))
    }
}
