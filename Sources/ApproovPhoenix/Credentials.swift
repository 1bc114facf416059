import Approov
import HTTPTypes
import PhoenixChannels

/// Takes the token, and what it is bound to, from where Phoenix clients put them.
///
/// They have the names of the header fields of the verifier's policy. The token's may be written in lower case or as the
/// policy has it, and the former comes first; others must be written as the policy has them.
struct Credentials {
    private let tokenName: HTTPField.Name
    private let boundNames: [HTTPField.Name]

    init(_ policy: VerificationPolicy) {
        self.tokenName = policy.tokenField.name
        self.boundNames = policy.binding?.fields.map(\.name) ?? []
    }

    /// Returns what a payload brings.
    ///
    /// What is no string counts as missing.
    func evidence(in payload: Payload) throws(Rejection) -> RequestEvidence {
        try self.evidence(headers: []) { payload.string(named: $0) }
    }

    /// Returns what a query brings, and in place of a token that is not there, what header fields do.
    func evidence(
        in parameters: QueryParameters,
        headers: [(name: String, value: String)]
    ) throws(Rejection) -> RequestEvidence {
        try self.evidence(headers: headers) { parameters[$0] }
    }

    private func evidence(
        headers: [(name: String, value: String)],
        _ value: (String) -> String?
    ) throws(Rejection) -> RequestEvidence {
        var fields = HTTPFields()
        if let token = value(self.tokenName.canonicalName) ?? value(self.tokenName.rawName) {
            fields.append(try Self.field(self.tokenName, token))
        } else {
            for header in headers where header.name == self.tokenName.canonicalName {
                fields.append(try Self.field(self.tokenName, header.value))
            }
        }
        for name in self.boundNames {
            if let value = value(name.rawName) { fields.append(try Self.field(name, value)) }
        }
        return RequestEvidence(fields: fields)
    }

    /// Makes a field, whose value is exactly this one: a field would put spaces in place of CR, LF and NUL.
    private static func field(_ name: HTTPField.Name, _ value: String) throws(Rejection) -> HTTPField {
        guard !value.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else {
            throw Rejection(.malformedToken, check: .token, message: "A credential has a line break or a NUL in it.")
        }
        return HTTPField(name: name, lenientValue: value.utf8)
    }
}
