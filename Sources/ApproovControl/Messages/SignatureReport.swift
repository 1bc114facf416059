import Approov
import HTTPMessageSignatures

/// A verified signature of a request for a person or a program to read.
struct SignatureReport {
    private let signature: MessageSignature
    private let now: NumericDate

    init(_ signature: MessageSignature, now: NumericDate) {
        self.signature = signature
        self.now = now
    }

    private var components: [String] { self.signature.signature.components.map(\.description) }

    private var forms: [String] { self.signature.compatibilityForms.map(\.rawValue).sorted() }

    func lines(_ palette: Palette) -> [String] {
        var rows = [["covers", self.components.joined(separator: " ")]]
        for (name, seconds) in [
            ("created", self.signature.signature.created), ("expires", self.signature.signature.expires),
        ] {
            guard let date = seconds.map({ NumericDate(secondsSinceEpoch: Double($0)) }) else { continue }
            rows.append([name, "\(DateText.utc(date)), \(DateText.relative(date, to: self.now))"])
        }
        if !self.forms.isEmpty { rows.append(["only as", self.forms.joined(separator: ", ")]) }
        return ["", palette.heading("signature \(self.signature.label.rawValue)")] + Table.lines(rows, indent: "  ")
    }

    var json: JSONOutput {
        let signature = self.signature.signature
        return .object([
            ("label", .text(self.signature.label.rawValue)), ("algorithm", .text(signature.algorithm.rawValue)),
            ("components", .array(self.components.map(JSONOutput.text))),
            ("created", .number(signature.created.map(Double.init))),
            ("expires", .number(signature.expires.map(Double.init))),
            ("compatibility", .array(self.forms.map(JSONOutput.text))),
        ])
    }
}
