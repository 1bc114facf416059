import Approov
import HTTPTypes

extension RequestEvidence {
    /// Takes the evidence of a request that may carry it in its query or body.
    ///
    /// A header counts alone if it is there at all, whatever it holds.
    init(_ head: HTTPRequest, _ fields: RequestFields) {
        var evidence = head.headerFields
        if !evidence.contains(.echoToken), let token = fields[.lowercaseToken] ?? fields[.token] {
            evidence.append(HTTPField(name: .echoToken, value: Self.isFieldValue(token) ? token : Self.malformed))
        }
        if !evidence.contains(.authorization), let value = fields[.authorization], Self.isFieldValue(value) {
            evidence.append(HTTPField(name: .authorization, value: value))
        }
        self.init(fields: evidence)
    }

    /// What stands for a token that no header could carry: no token either.
    private static let malformed = "."

    /// Whether a field holds the text as it is; it would put spaces in place of control characters.
    private static func isFieldValue(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    /// `X-Approov-Token`, which is what the Echo apps send.
    static let echoToken = HTTPField.Name("X-Approov-Token")!
}
