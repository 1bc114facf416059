import HTTPMessageSignatures
import HTTPTypes

/// A request that has been signed, and what was signed by label.
struct SignedRequest {
    let request: HTTPRequest
    let bases: [String: SignatureBase]

    func json(url: String) -> JSONOutput {
        let fields = self.request.headerFields.map { field in
            JSONOutput.array([.text(field.name.rawName), .text(field.value)])
        }
        let bases = self.bases.sorted { $0.key < $1.key }.map { ($0.key, JSONOutput.text($0.value.text)) }
        return .object([
            ("method", .text(self.request.method.rawValue)), ("url", .text(url)), ("fields", .array(fields)),
            ("signatureBase", .object(bases)),
        ])
    }
}
