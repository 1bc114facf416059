import Approov

/// What can be said of a secret without telling it.
struct SecretReport {
    /// Why no verifier would take the secret, if so.
    let problem: String?

    /// Why it is hardly random, though a verifier would take it.
    let warnings: [String]

    private let alphabet: SecretText.Alphabet?
    private let count: Int?
    private let algorithms: [TokenAlgorithm]

    /// - Parameters:
    ///   - text: What spells the secret.
    ///   - source: Where it was.
    init(_ text: String, from source: InputSource) {
        let secret: SecretText
        do throws(KeyError) {
            secret = try SecretText(text)
        } catch {
            self.init(problem: Self.problem(withRaw: text) ?? error.message, secret: nil, [])
            return
        }
        do throws(KeyError) {
            try SecretSource.requireAlphabet(of: source, secret.alphabet)
            _ = try VerificationKey(secret: secret.bytes)
            self.init(problem: nil, secret: secret, SecretPattern.all(in: secret.bytes, spelled: text))
        } catch {
            self.init(problem: error.message, secret: secret, [])
        }
    }

    private init(problem: String?, secret: SecretText?, _ patterns: [SecretPattern]) {
        self.problem = problem
        self.warnings = patterns.map(\.rawValue)
        self.alphabet = secret?.alphabet
        self.count = secret?.bytes.count
        let algorithms = [TokenAlgorithm.hs256, .hs384, .hs512]
        self.algorithms =
            (problem == nil ? secret : nil).map { secret in
                algorithms.filter { (try? VerificationKey(secret: secret.bytes, algorithm: $0)) != nil }
            } ?? []
    }

    /// Returns what is wrong with a text that is no base64, if it is not a secret at all.
    private static func problem(withRaw text: String) -> String? {
        do throws(KeyError) {
            _ = try VerificationKey(secret: Array(text.utf8))
            return nil
        } catch {
            return error.code == .unsupported ? error.message : nil
        }
    }

    /// What a usable secret is, in a sentence.
    var summary: String? {
        guard self.problem == nil, let count = self.count, let alphabet = self.alphabet else { return nil }
        let algorithms = self.algorithms.map(\.rawValue).joined(separator: ", ")
        return "\(count) bytes in \(alphabet.rawValue), enough for \(algorithms)."
    }

    func lines(_ palette: Palette) -> [String] {
        var rows = [["verdict", self.problem.map { palette.bad("not usable: \($0)") } ?? palette.good("usable")]]
        if let alphabet = self.alphabet { rows.append(["alphabet", alphabet.rawValue]) }
        if let count = self.count { rows.append(["length", "\(count) bytes"]) }
        if !self.algorithms.isEmpty {
            rows.append(["suffices for", self.algorithms.map(\.rawValue).joined(separator: ", ")])
        }
        rows += self.warnings.map { ["warning", palette.warning($0)] }
        return Table.lines(rows)
    }

    var json: JSONOutput {
        .object([
            ("usable", .boolean(self.problem == nil)),
            ("problem", .optionalText(self.problem)),
            ("alphabet", .optionalText(self.alphabet?.rawValue)),
            ("bytes", .number(self.count.map(Double.init))),
            ("algorithms", .array(self.algorithms.map { .text($0.rawValue) })),
            ("warnings", .array(self.warnings.map(JSONOutput.text))),
        ])
    }
}
