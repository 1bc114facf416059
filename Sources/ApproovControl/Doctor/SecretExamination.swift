#if HTTPClient && Configuration

import Approov
import ApproovSettings

/// Looks at the account secrets: there, decodable, in the alphabet that their variable is for, long enough, and not known to all.
struct SecretExamination {
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func findings() -> [Finding] {
        let spellings: [(variable: String, SecretSpelling)] = [SecretSpelling.base64, .base64URL].flatMap {
            [($0.variable, $0), ($0.previousVariable, $0)]
        }
        let found = spellings.flatMap { variable, spelling in
            self.settings.text(variable, isSecret: true)
                .map { self.findings(of: $0, in: variable, spelling) + self.findings(ofOrphan: variable, spelling) }
                ?? []
        }
        let hasOtherKeys = [KeyVariable.file, KeyVariable.address].contains { self.settings.text($0) != nil }
        guard found.isEmpty, !hasOtherKeys else { return found }
        return [
            .bad(
                SecretSpelling.base64.variable,
                "Not set, and there is neither \(KeyVariable.file) nor \(KeyVariable.address).",
                advice: "Set it to what 'approov secret -get base64' prints."
            )
        ]
    }

    private func findings(of text: String, in variable: String, _ spelling: SecretSpelling) -> [Finding] {
        let report = SecretReport(text, from: .variable(spelling.variable))
        if let problem = report.problem {
            return [.bad(variable, problem, advice: self.advice(for: text, spelling))]
        }
        guard !self.settings.publishedSecretVariables.contains(variable) else {
            let message = "This is the published development secret, with which everybody can sign tokens."
            return [.warning(variable, message, advice: "Use it for development only.")]
        }
        let facts = report.summary.map { [Finding.good(variable, $0)] } ?? []
        return facts
            + report.warnings.map { warning in
                .warning(variable, warning, advice: "Compare it with what 'approov secret -get' prints.")
            }
    }

    /// Looks for the secret that must stand beside the one before it.
    private func findings(ofOrphan variable: String, _ spelling: SecretSpelling) -> [Finding] {
        guard variable == spelling.previousVariable, self.settings.text(spelling.variable, isSecret: true) == nil else {
            return []
        }
        return [.bad(spelling.variable, "Not set, but the one before it is.", advice: "Set it to the new secret.")]
    }

    /// Says where the text would be right, if it is a secret in the other alphabet.
    private func advice(for text: String, _ spelling: SecretSpelling) -> String {
        let other: SecretSpelling = spelling == .base64 ? .base64URL : .base64
        let alphabet: SecretText.Alphabet = spelling == .base64 ? .base64URL : .base64
        guard let secret = try? SecretText(text), secret.alphabet == alphabet else {
            let option = spelling == .base64 ? "base64" : "base64url"
            return "Copy the whole line that 'approov secret -get \(option)' prints."
        }
        return "Put it into \(other.variable), or convert it with 'approovctl secret convert'."
    }
}

#endif
