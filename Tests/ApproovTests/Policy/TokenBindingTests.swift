import Approov
import ApproovTesting
import Crypto
import Foundation
import HTTPTypes
import Testing

@Suite("Token binding")
struct TokenBindingTests {
    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
    }

    /// The hash of `Bearer user-access-token`.
    private static let hash = "TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+U="
    private static let credential = "Bearer user-access-token"

    // swift-format-ignore: NeverForceUnwrap
    private static let deviceField = HTTPField.Name("Device-ID")!

    private func verifier(_ binding: TokenBinding) -> ApproovVerifier {
        self.issuer.verifier(policy: .standard { $0.binding = binding })
    }

    /// Returns what becomes of a request whose token has this `pay`, as JSON, and which carries these fields.
    private func outcome(
        pay: String?,
        _ fields: HTTPFields,
        _ binding: TokenBinding = TokenBinding(to: BoundField(.authorization))
    ) throws -> String {
        let token = try self.issuer.token(with: pay.map { "\"pay\":\($0)" } ?? #""a":1"#)
        return self.verifier(binding).outcome(token: token, fields)
    }

    /// Returns the field as a server hands it on that changes nothing.
    private func received(_ bytes: some Collection<UInt8>, _ name: HTTPField.Name = .authorization) -> HTTPFields {
        var fields = HTTPFields()
        fields.append(HTTPField(name: name, lenientValue: bytes))
        return fields
    }

    // MARK: Vectors

    @Test("A token is bound to the whole value of a header")
    func wholeValue() throws {
        let fields: HTTPFields = [.authorization: Self.credential]
        #expect(try self.outcome(pay: "\"\(Self.hash)\"", fields) == "accepted")
        for other in [
            "Bearer user-access-toke", "Bearer user-access-token2", "bearer user-access-token", "user-access-token",
            "Bearer  user-access-token",
        ] {
            #expect(try self.outcome(pay: "\"\(Self.hash)\"", [.authorization: other]) == "bindingMismatch")
        }
    }

    @Test("A token is bound to several values, put together in their order")
    func severalValues() throws {
        let fields: HTTPFields = [.authorization: Self.credential, Self.deviceField: "device-42"]
        let pay = #""9zmk1JD3ax4o9vBgLU/ZYYsYakcYITJih9FgUH8qBv4=""#
        let inOrder = TokenBinding(to: BoundField(.authorization), BoundField(Self.deviceField))
        let reversed = TokenBinding(to: BoundField(Self.deviceField), BoundField(.authorization))
        #expect(try self.outcome(pay: pay, fields, inOrder) == "accepted")
        #expect(try self.outcome(pay: pay, fields, reversed) == "bindingMismatch")
        #expect(try self.outcome(pay: pay, fields) == "bindingMismatch")
        #expect(try self.outcome(pay: "\"\(Self.hash)\"", fields, inOrder) == "bindingMismatch")
        #expect(try self.outcome(pay: pay, [.authorization: Self.credential], inOrder) == "bindingHeaderMissing")
        #expect(try self.outcome(pay: pay, [Self.deviceField: "device-42"], inOrder) == "bindingHeaderMissing")
        #expect(
            try self.outcome(pay: pay, [.authorization: Self.credential, Self.deviceField: ""], inOrder)
                == "bindingHeaderMissing"
        )
    }

    @Test("The published token of two values is bound to them")
    func publishedExample() throws {
        let fields: HTTPFields = [.authorization: "Bearer myauth_token", Self.deviceField: "my-device-id"]
        let binding = TokenBinding(to: BoundField(.authorization), BoundField(Self.deviceField))
        #expect(
            try self.outcome(pay: #""71tnS3rSq2lanEWrKz4MoexiOMtv7w0fspfM8BAQKNU=""#, fields, binding) == "accepted"
        )
    }

    @Test("Where one value ends and the next begins is not bound")
    func noSeparator() throws {
        let token = try self.issuer.token(boundTo: "ab", "c")
        let verifier = self.verifier(TokenBinding(to: BoundField(.authorization), BoundField(Self.deviceField)))
        #expect(verifier.outcome(token: token, [.authorization: "ab", Self.deviceField: "c"]) == "accepted")
        #expect(verifier.outcome(token: token, [.authorization: "a", Self.deviceField: "bc"]) == "accepted")
    }

    @Test(
        "A token can be bound to what follows the scheme",
        arguments: [
            ("Bearer user-access-token", "accepted"), ("bearer   user-access-token", "accepted"),
            ("Basic user-access-token", "accepted"), ("user-access-token", "bindingHeaderMissing"),
            ("Bearer", "bindingHeaderMissing"), ("Bearer ", "bindingHeaderMissing"),
            ("Bearer user-access-token x", "bindingMismatch"), ("Bearer\tuser-access-token", "bindingHeaderMissing"),
            ("Bearer Bearer user-access-token", "bindingMismatch"),
        ]
    )
    func credential(value: String, outcome: String) throws {
        let binding = TokenBinding(to: BoundField(.authorization, .credential))
        let pay = #""n+0iLCUjdMVygcaRkBkUmnrKHORzdZNqBjmCcy4gh/I=""#
        #expect(try self.outcome(pay: pay, self.received(value.utf8), binding) == outcome)
    }

    @Test("A token can be bound to what a closure makes of the value")
    func custom() throws {
        let binding = TokenBinding(
            to: BoundField(.authorization, .custom { value in value.first == 0x2D ? nil : value.reversed() })
        )
        let verifier = self.verifier(binding)
        let token = try self.issuer.token(boundTo: "cba")
        #expect(verifier.outcome(token: token, [.authorization: "abc"]) == "accepted")
        #expect(verifier.outcome(token: token, [.authorization: " abc "]) == "accepted")
        #expect(verifier.outcome(token: token, [.authorization: "cba"]) == "bindingMismatch")
        #expect(verifier.outcome(token: token, [.authorization: "-abc"]) == "bindingHeaderMissing")
        let nothing = self.verifier(TokenBinding(to: BoundField(.authorization, .custom { _ in [] })))
        #expect(nothing.outcome(token: token, [.authorization: "abc"]) == "bindingHeaderMissing")
    }

    // MARK: The bound header

    @Test("A bound header must be there and not be empty", arguments: [nil, "", " ", "\t", " \t "])
    func missing(value: String?) throws {
        let fields = value.map { self.received($0.utf8) } ?? [:]
        #expect(try self.outcome(pay: "\"\(Self.hash)\"", fields) == "bindingHeaderMissing")
        let emptyHash = Data(SHA256.hash(data: [UInt8]())).base64EncodedString()
        #expect(try self.outcome(pay: "\"\(emptyHash)\"", fields) == "bindingHeaderMissing")
    }

    @Test("A bound header that came twice is refused, even if both say the same")
    func duplicates() throws {
        let binding = TokenBinding(to: BoundField(.authorization), requirement: .ifPresent)
        for other in [Self.credential, "", "x"] {
            var fields: HTTPFields = [.authorization: Self.credential]
            fields.append(HTTPField(name: .authorization, value: other))
            #expect(try self.outcome(pay: "\"\(Self.hash)\"", fields) == "duplicateHeader")
            #expect(try self.outcome(pay: nil, fields, binding) == "duplicateHeader")
            let rejection = self.verifier(binding).rejection(token: try self.issuer.token(), fields)
            #expect(rejection?.check == .binding)
        }
        let joined = Data(SHA256.hash(data: Array("a, b".utf8))).base64EncodedString()
        var fields: HTTPFields = [.authorization: "a"]
        fields.append(HTTPField(name: .authorization, value: "b"))
        #expect(try self.outcome(pay: "\"\(joined)\"", fields) == "duplicateHeader")
        #expect(try self.outcome(pay: "\"\(joined)\"", [.authorization: "a, b"]) == "accepted")
    }

    @Test(
        "White space around the value is not part of it, white space inside is",
        arguments: [" %", "% ", "\t%\t", " \t % \t "]
    )
    func whiteSpace(value: String) throws {
        let text = value.replacingOccurrences(of: "%", with: Self.credential)
        #expect(try self.outcome(pay: "\"\(Self.hash)\"", self.received(text.utf8)) == "accepted")
        let inside = Self.credential.replacingOccurrences(of: " ", with: " \t")
        #expect(try self.outcome(pay: "\"\(Self.hash)\"", self.received(inside.utf8)) == "bindingMismatch")
    }

    @Test(
        "The bytes of a value count as they came, also those that are not text",
        arguments: [
            [0x61, 0xFF], [0xC3, 0xA9], [0xE9], [0x80, 0xBF, 0xFE], [0x01, 0x02, 0x7F], Array(0x21...0xEE),
            [0xE2, 0x82], [0xC2, 0xA0, 0x61, 0xC2, 0xA0],
        ] as [[UInt8]]
    )
    func bytes(bytes: [UInt8]) throws {
        let pay = "\"\(Data(SHA256.hash(data: bytes)).base64EncodedString())\""
        #expect(try self.outcome(pay: pay, self.received(bytes)) == "accepted")
        #expect(try self.outcome(pay: pay, self.received([0x20] + bytes + [0x09])) == "accepted")
        #expect(try self.outcome(pay: pay, self.received(bytes + [0x61])) == "bindingMismatch")
        let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
        #expect(
            try self.outcome(pay: pay, self.received(repaired)) == (repaired == bytes ? "accepted" : "bindingMismatch")
        )
    }

    @Test("A value with the neighbours of the character that replaces bytes is bound like any other")
    func neighboursOfReplacement() throws {
        for value in ["\u{FFFC}", "\u{FFEE}", "\u{FEFF}abc", "\u{F000}", "\u{10FFFD}"] {
            let token = try self.issuer.token(boundTo: value)
            let verifier = self.verifier(TokenBinding(to: BoundField(.authorization)))
            #expect(verifier.outcome(token: token, self.received(value.utf8)) == "accepted")
        }
    }

    @Test("A value in which the server has replaced bytes is bound to nothing", arguments: ["\u{FFFD}", "a\u{FFFD}b"])
    func replacedBytes(value: String) throws {
        let pay = Data(SHA256.hash(data: Data(value.utf8))).base64EncodedString()
        #expect(try self.outcome(pay: "\"\(pay)\"", [.authorization: value]) == "bindingMismatch")
    }

    @Test("A token may be bound to the token of another header, or to a long value")
    func longValue() throws {
        let value = String(repeating: "x", count: 100_000)
        let token = try self.issuer.token(boundTo: value)
        let verifier = self.verifier(TokenBinding(to: BoundField(.cookie)))
        #expect(verifier.outcome(token: token, [.cookie: value]) == "accepted")
        #expect(verifier.outcome(token: token, [.cookie: value + "x"]) == "bindingMismatch")
    }

    // MARK: The claim

    @Test(
        "The claim has one spelling",
        arguments: [
            (#""TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+U=""#, "accepted"),
            (#""TZOejxw1qPsrng5eThgvX\/FnBV3UVdIOQxmTJtK4M\u002bU=""#, "accepted"),
            (#""TZOejxw1qPsrng5eThgvX_FnBV3UVdIOQxmTJtK4M-U=""#, "bindingMismatch"),
            (#""TZOejxw1qPsrng5eThgvX_FnBV3UVdIOQxmTJtK4M-U""#, "bindingMismatch"),
            (#""TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+U""#, "bindingMismatch"),
            (#""TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+U==""#, "bindingMismatch"),
            (#""TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+V=""#, "bindingMismatch"),
            (#""TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+X=""#, "bindingMismatch"),
            (#""TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+UA""#, "bindingMismatch"),
            (#"" TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+U=""#, "bindingMismatch"),
            (#""TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+U=\n""#, "bindingMismatch"),
            (#""tzoejxw1qpsrng5ethgvx/fnbv3uvdioqxmtjtk4m+u=""#, "bindingMismatch"),
            (#""4d939e8f1c35a8fb2b9e0e5e4e182f5ff167055dd455d20e43199326d2b833e5""#, "bindingMismatch"),
            (#""TZOejxw1qPsrng5eThgvXw==""#, "bindingMismatch"), (#""""#, "bindingMismatch"),
            (#""=""#, "bindingMismatch"), (#""AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=""#, "bindingMismatch"),
            (#""Bearer user-access-token""#, "bindingMismatch"), ("null", "bindingMismatch"), ("7", "bindingMismatch"),
            ("true", "bindingMismatch"), ("{}", "bindingMismatch"), ("[]", "bindingMismatch"),
            (#"["TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+U="]"#, "bindingMismatch"),
        ]
    )
    func spelling(pay: String, outcome: String) throws {
        let fields: HTTPFields = [.authorization: Self.credential]
        #expect(try self.outcome(pay: pay, fields) == outcome)
        let ifPresent = TokenBinding(to: BoundField(.authorization), requirement: .ifPresent)
        #expect(try self.outcome(pay: pay, fields, ifPresent) == outcome)
        #expect(try self.outcome(pay: pay, [:], ifPresent) == "bindingHeaderMissing")
    }

    // MARK: Requirement

    @Test(
        "What a token that is bound to nothing is worth depends on the requirement",
        arguments: [
            (TokenBinding.Requirement.required, true, "bindingClaimMissing"),
            (.required, false, "bindingHeaderMissing"),
            (.ifPresent, true, "accepted"), (.ifPresent, false, "accepted"),
        ]
    )
    func unbound(requirement: TokenBinding.Requirement, hasHeader: Bool, outcome: String) throws {
        let fields: HTTPFields = hasHeader ? [.authorization: Self.credential] : [:]
        let verifier = self.verifier(TokenBinding(to: BoundField(.authorization), requirement: requirement))
        for kind in [TestToken.valid, .failover] {
            #expect(verifier.outcome(token: try self.issuer.token(kind), fields) == outcome)
        }
    }

    @Test("An attestation says whether it is bound")
    func isBound() throws {
        let bound = try self.issuer.token(boundTo: Self.credential)
        let unbound = try self.issuer.token()
        let fields: HTTPFields = [.authorization: Self.credential]
        let ifPresent = self.verifier(TokenBinding(to: BoundField(.authorization), requirement: .ifPresent))
        #expect(try ifPresent.verify(.request(token: bound, fields)).isBound)
        #expect(try !ifPresent.verify(.request(token: unbound, fields)).isBound)
        #expect(try !self.issuer.verifier().verify(.request(token: bound, fields)).isBound)
    }

    @Test("A claim is ignored where no binding is asked for", arguments: ["7", "null", #""x""#])
    func off(pay: String) throws {
        let token = try self.issuer.token(with: "\"pay\":\(pay)")
        #expect(self.issuer.verifier().outcome(token: token) == "accepted")
    }

    @Test("A binding is strict unless another is asked for")
    func defaults() {
        let binding = TokenBinding(to: BoundField(.authorization), BoundField(.cookie))
        #expect(binding.requirement == .required)
        #expect(binding.mode == .enforce)
        #expect(binding.fields.map(\.name) == [.authorization, .cookie])
    }

    @Test("A message quotes neither the bound value nor either hash")
    func messages() throws {
        let verifier = self.verifier(TokenBinding(to: BoundField(.authorization)))
        let token = try self.issuer.token(boundTo: "Bearer another-access-token")
        for fields in [[:], [.authorization: Self.credential]] as [HTTPFields] {
            let rejection = verifier.rejection(token: token, fields)
            let claim = Data(SHA256.hash(data: Array("Bearer another-access-token".utf8))).base64EncodedString()
            #expect(rejection?.check == .binding)
            expectNothing(of: [token, Self.credential, Self.hash, claim], in: "\(String(describing: rejection))")
        }
    }
}
