import Approov
import ApproovTesting
import HTTPTypes
import Testing

@Suite("The token's header")
struct TokenFieldTests {
    private let issuer: TestIssuer
    private let token: String

    init() throws {
        self.issuer = try TestIssuer()
        self.token = try self.issuer.token()
    }

    /// Returns a value with the token in place of the percent sign.
    private func filled(_ value: String) -> String {
        value.split(separator: "%", omittingEmptySubsequences: false).joined(separator: self.token)
    }

    private func outcome(_ fields: [(String, String)], _ field: TokenField = .approovToken) throws -> String {
        let verifier = self.issuer.verifier(policy: .standard { $0.tokenField = field })
        return verifier.outcome(token: nil, try HTTPFields(received: fields))
    }

    @Test("The header must be there and not be empty", arguments: ["", " ", "\t", " \t \t "])
    func missing(value: String) throws {
        #expect(try self.outcome([]) == "missingToken")
        #expect(try self.outcome([("Approov-Token", value)]) == "missingToken")
    }

    @Test("White space around the token is not part of it", arguments: ["%", " %", "% ", "\t%\t", "  \t % \t  "])
    func whiteSpace(value: String) throws {
        #expect(try self.outcome([("Approov-Token", self.filled(value))]) == "accepted")
    }

    @Test(
        "The case of the header's name does not matter",
        arguments: ["approov-token", "APPROOV-TOKEN", "aPPROOV-tOKEN"]
    )
    func nameCase(name: String) throws {
        #expect(try self.outcome([(name, self.token)]) == "accepted")
    }

    @Test(
        "Another name is another header",
        arguments: ["Approov_Token", "ApproovToken", "X-Approov-Token", "Approov-Tokens", "Authorization", "Cookie"]
    )
    func otherName(name: String) throws {
        #expect(try self.outcome([(name, self.token)]) == "missingToken")
    }

    @Test("The name can be set")
    func setName() throws {
        let field = TokenField(name: try #require(HTTPField.Name("X-Approov-Token")))
        #expect(try self.outcome([("x-approov-token", self.token)], field) == "accepted")
        #expect(try self.outcome([("Approov-Token", self.token)], field) == "missingToken")
        #expect(try self.outcome([("Approov-Token", "junk"), ("X-Approov-Token", self.token)], field) == "accepted")
    }

    @Test("A header that came twice is refused, even if both say the same")
    func duplicates() throws {
        for other in [self.token, "", " ", "junk", "NO_NETWORK"] {
            for (first, second) in [(self.token, other), (other, self.token)] {
                #expect(try self.outcome([("Approov-Token", first), ("Approov-Token", second)]) == "duplicateHeader")
                #expect(
                    try self.outcome([("Approov-Token", first), ("Host", "a"), ("approov-token", second)])
                        == "duplicateHeader"
                )
            }
        }
        #expect(try self.outcome([("Approov-Token", ""), ("Approov-Token", "")]) == "duplicateHeader")
        #expect(try self.outcome(Array(repeating: ("Approov-Token", self.token), count: 100)) == "duplicateHeader")
    }

    @Test("Two tokens that a framework has joined are no token", arguments: [",", ", ", ";", " "])
    func joined(separator: String) throws {
        #expect(
            try self.outcome([("Approov-Token", self.token + separator + self.token)]) == "malformedToken"
        )
    }

    @Test(
        "A prefix must be there as it is agreed, and is not part of the token",
        arguments: [
            ("Bearer %", "accepted"), ("Bearer   %", "accepted"), (" Bearer % ", "accepted"), ("bearer %", "accepted"),
            ("BEARER %", "accepted"), ("%", "malformedToken"), ("Bearer%", "malformedToken"),
            ("Bearer\t%", "malformedToken"), ("Basic %", "malformedToken"), ("Bearer: %", "malformedToken"),
            ("Bearer", "missingToken"), ("Bearer ", "missingToken"), (" bearer", "missingToken"),
            ("Bearer Bearer %", "malformedToken"), ("Bear", "malformedToken"), ("", "missingToken"),
            ("Bearer NO_NETWORK", "clientStatus"), ("NO_NETWORK", "malformedToken"), ("Bearer,%", "malformedToken"),
            ("\u{A2}earer %", "malformedToken"),
        ]
    )
    func prefix(value: String, outcome: String) throws {
        let field = TokenField(name: .authorization, prefix: "Bearer")
        #expect(try self.outcome([("Authorization", self.filled(value))], field) == outcome)
    }

    @Test(
        "Letters only are compared without case",
        arguments: [("A@[`", "a@[`", "accepted"), ("A@[`", "a`{@", "malformedToken")]
    )
    func prefixCase(prefix: String, received: String, outcome: String) throws {
        let field = TokenField(name: .approovToken, prefix: prefix)
        #expect(try self.outcome([("Approov-Token", "\(received) \(self.token)")], field) == outcome)
    }

    @Test("No prefix and an empty one are the same", arguments: [nil, ""])
    func noPrefix(prefix: String?) throws {
        let field = TokenField(name: .approovToken, prefix: prefix)
        #expect(try self.outcome([("Approov-Token", self.token)], field) == "accepted")
        #expect(try self.outcome([("Approov-Token", "Bearer \(self.token)")], field) == "malformedToken")
    }

    @Test(
        "Bytes that are not text are refused",
        arguments: [[0xFF], [0xC3, 0x28], [0x00], [0x80, 0x80, 0x80]] as [[UInt8]]
    )
    func bytes(bytes: [UInt8]) {
        var fields = HTTPFields()
        fields.append(HTTPField(name: .approovToken, lenientValue: Array(self.token.utf8) + bytes))
        let outcome = self.issuer.verifier().outcome(token: nil, fields)
        #expect(outcome == (bytes == [0x00] ? "accepted" : "malformedToken"))
    }
}

extension HTTPFields {
    /// Makes fields of names and values, with white space where it is.
    init(received fields: [(String, String)]) throws {
        self.init()
        for (name, value) in fields {
            self.append(HTTPField(name: try #require(HTTPField.Name(name)), lenientValue: value.utf8))
        }
    }

    @Test("White space around the prefix is not part of it", arguments: ["Bearer ", " Bearer", "Bearer\t"])
    func prefixWithWhiteSpace(prefix: String) throws {
        let policy = VerificationPolicy.standard { $0.tokenField.prefix = prefix }
        let issuer = try TestIssuer()
        #expect(issuer.verifier(policy: policy).outcome(token: "Bearer \(try issuer.token())") == "accepted")
    }
}
