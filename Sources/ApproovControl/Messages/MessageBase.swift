import HTTPMessageSignatures
import HTTPTypes

/// Shows what a server takes for the signed bytes of a request, to find out why a signature does not verify.
package struct MessageBase: Sendable {
    private let request: RequestSource
    private let label: String
    private let other: InputSource?

    /// - Parameters:
    ///   - request: The request as it arrived, with the URL that the app uses.
    ///   - label: The label of the signature.
    ///   - other: A file with the base that the app has signed; only what differs is then shown.
    package init(request: RequestSource, label: String, comparingWith other: InputSource?) {
        self.request = request
        self.label = label
        self.other = other
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        try Surroundings.requireOneStandardInput(self.request.sources + [self.other].compactMap(\.self))
        let request = try self.request.request(in: surroundings)
        let base: SignatureBase
        do throws(SignatureRejection) {
            base = try SignedMessage(request).signature(labelled: self.label, encoding: .byteSequenceOrString).base()
        } catch {
            let code = surroundings.palette.bad(error.code.description)
            return Answer(lines: ["no base  \(code)  \(error.message)\(Self.labels(of: request))"], isYes: false)
        }
        let shown = try self.shown(base, in: surroundings)
        let stated = StatedBaseDigest(in: request.headerFields, labelled: self.label, of: base)
        return Answer(
            lines: shown.lines + Self.lines(stated, surroundings.palette),
            isYes: shown.areEqual && (stated == .equal || stated == .missing)
        )
    }

    /// Returns the base, or what differs from the other one.
    private func shown(
        _ base: SignatureBase,
        in surroundings: Surroundings
    ) throws(ControlFault) -> (lines: [String], areEqual: Bool) {
        guard let other = self.other else { return ([base.text], true) }
        let text = try surroundings.text(of: other, "a signature base")
        let lines = Self.baseLines(of: text)
        guard !lines.isEmpty else { throw .configuration(other.name, "It is no signature base.") }
        let differences = base.differences(from: lines.joined(separator: "\n"))
        guard !differences.isEmpty else { return (["The bases are the same."], true) }
        let marked = ["--- \(other.name)", "+++ the request"] + differences.flatMap(Self.lines)
        return (marked.map(PlainText.escaping), false)
    }

    /// Returns the lines of a text that begin as those of a base do.
    private static func baseLines(of text: String) -> [Substring] {
        text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("\"") }
    }

    /// Returns the lines of two bases that differ, marked as a comparison of files marks them.
    private static func lines(_ difference: SignatureBaseDifference) -> [String] {
        let name = difference.identifier.isEmpty ? "" : "\(difference.identifier): "
        guard difference.value != difference.otherValue else { return ["\(difference)"] }
        return [difference.otherValue.map { "-\(name)\($0)" }, difference.value.map { "+\(name)\($0)" }]
            .compactMap(\.self)
    }

    private static func lines(_ stated: StatedBaseDigest, _ palette: Palette) -> [String] {
        switch stated {
        case .missing: []
        case .malformed: ["", "Signature-Base-Digest  \(palette.bad("malformed"))"]
        case .equal: ["", "Signature-Base-Digest  \(palette.good("fits"))"]
        case .different:
            ["", "Signature-Base-Digest  \(palette.bad("does not fit"))  The app has signed another base."]
        }
    }

    private static func labels(of request: HTTPRequest) -> String {
        guard let labels = try? SignedMessage(request).labels else { return "" }
        return " Signature-Input has: \(labels.joined(separator: ", "))."
    }
}
