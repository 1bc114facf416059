import Approov
import ApproovControl
import ApproovTesting
import Crypto
import Foundation
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Signature bases")
struct MessageBaseTests {
    private static let url = "https://api.example.com/v1/items?b=2"

    /// A signed request as lines, without the line end at its end.
    private let fields: String

    /// What was signed.
    private let base: String

    init() throws {
        let issuer = try TestIssuer()
        var request = HTTPRequest(method: .get, scheme: "https", authority: "api.example.com", path: "/v1/items?b=2")
        request.headerFields[.approovToken] = "token"
        let bases = try TestApp(attestedBy: issuer).sign(&request)
        self.base = try #require(bases["install"]).text
        self.fields = request.headerFields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    }

    private func answer(
        _ url: String = Self.url,
        method: String = "GET",
        label: String = "install",
        adding field: String = "X: 1",
        comparedWith other: String? = nil
    ) throws(ControlFault) -> Answer {
        let request = RequestSource(url: url, method: method, fieldsFile: .variable("FIELDS"))
        let source = other.map { _ in InputSource.variable("OTHER") }
        let environment = ["FIELDS": "\(self.fields)\n\(field)", "OTHER": other ?? ""]
        return try MessageBase(request: request, label: label, comparingWith: source).run(in: .test(environment))
    }

    @Test("The base is shown line by line")
    func shown() throws {
        let answer = try self.answer()
        #expect(answer.text == self.base + "\n")
        #expect(answer.isYes)
    }

    @Test("Only what differs is shown of two bases")
    func compared() throws {
        let same = try self.answer(comparedWith: "\n\(self.base.replacing("\n", with: "\r\n"))\n\n")
        #expect(same.lines == ["The bases are the same."])
        #expect(same.isYes)
        let other = self.base.replacing("?b=2", with: "?b=\u{1B}3").replacing(
            #""approov-token": token"#,
            with: #""x": y"#
        )
        let different = try self.answer(comparedWith: other)
        #expect(
            different.lines == [
                "--- OTHER", "+++ the request",
                #"-"@target-uri": https://api.example.com/v1/items?b=\u{1B}3"#,
                #"+"@target-uri": https://api.example.com/v1/items?b=2"#,
                #"+"approov-token": token"#,
                #"-"x": y"#,
            ]
        )
        #expect(!different.isYes)
        let moved = try self.answer(comparedWith: self.base.split(separator: "\n").reversed().joined(separator: "\n"))
        let fault = fault { () throws(ControlFault) in try self.answer(comparedWith: "nothing of the sort") }
        #expect(fault == .configuration("OTHER", "It is no signature base."))
        #expect(moved.lines.last == #""@method" is in another place"#)
    }

    @Test(
        "It says whether the app has signed this base, under the label or in the older form",
        arguments: [
            ("install", true), ("sha-256", true), ("sha-256", false), ("account", nil),
        ] as [(String, Bool?)]
    )
    func digest(name: String, fits: Bool?) throws {
        let signed = Data((fits == false ? "" : self.base).utf8)
        let digest = Data(SHA256.hash(data: signed)).base64EncodedString()
        let field = "Signature-Base-Digest: other=:AAAA:, \(name)=:\(digest):"
        let answer = try self.answer(adding: field)
        let verdict = fits.map { $0 ? "fits" : "does not fit  The app has signed another base." }
        let expected = verdict.map { "\n\nSignature-Base-Digest  \($0)" } ?? ""
        #expect(answer.text == "\(self.base)\(expected)\n")
        #expect(answer.isYes == (fits ?? true))
        #expect(try self.answer(comparedWith: answer.text).isYes, "What is said after the base is no part of it.")
        let malformed = try self.answer(adding: "Signature-Base-Digest: sha-256=:AAAA:")
        #expect(malformed.lines.last == "Signature-Base-Digest  malformed")
        #expect(!malformed.isYes)
    }

    @Test("There is no base of what is not signed")
    func none() throws {
        let answer = try self.answer(label: "account")
        #expect(
            answer.lines == [
                """
                no base  missingSignature  The message has no signature with the asked label. \
                Signature-Input has: install.
                """
            ]
        )
        #expect(!answer.isYes)
        let request = RequestSource(url: Self.url, fieldsFile: .variable("FIELDS"))
        let unsigned = try MessageBase(request: request, label: "install", comparingWith: nil)
            .run(in: .test(["FIELDS": "Accept: */*"]))
        #expect(unsigned.lines == ["no base  missingSignature  The message has no Signature-Input."])
    }
}
